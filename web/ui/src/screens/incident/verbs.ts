/** The commander's verbs: what they are called, their keys, and the commands that make them possible. */
export interface Verb {
  id: string;
  title: string;
  key: string;
  /** Bright when one of these would be accepted now. */
  needs: string[];
  /** Stands in the bar; the others have their place elsewhere. */
  bar: boolean;
}

export const verbs: Verb[] = [
  { id: 'acknowledge', title: 'Acknowledge', key: 'A', needs: ['AcknowledgePage'], bar: false },
  { id: 'declare', title: 'Declare', key: 'D', needs: ['DeclareIncident', 'ChangeSeverity'], bar: true },
  { id: 'changes', title: 'What changed?', key: 'C', needs: ['OpenChanges'], bar: false },
  { id: 'roles', title: 'Roles', key: 'R', needs: ['AssignRole', 'ReleaseRole'], bar: true },
  { id: 'ask', title: 'Ask', key: 'I', needs: ['AskInvestigate'], bar: true },
  { id: 'mitigate', title: 'Mitigate', key: 'M', needs: ['OrderMitigation'], bar: true },
  { id: 'evidence', title: 'Evidence', key: 'F', needs: ['SecureEvidence'], bar: true },
  { id: 'verify', title: 'Verify', key: 'V', needs: ['AskVerify'], bar: true },
  { id: 'poll', title: 'Objections?', key: 'O', needs: ['AskObjections'], bar: false },
  { id: 'internal', title: 'Update', key: 'U', needs: ['PostUpdate'], bar: true },
  { id: 'public', title: 'Status page', key: '⇧P', needs: ['PostUpdate'], bar: true },
  { id: 'promise', title: 'Promise', key: 'T', needs: ['PromiseUpdate'], bar: true },
  { id: 'page', title: 'Page', key: 'E', needs: ['PagePerson'], bar: true },
  {
    id: 'clear',
    title: 'All clear',
    key: 'Z',
    needs: ['ClaimMitigated', 'ResolveIncident', 'CloseIncident', 'ReopenIncident'],
    bar: true,
  },
  { id: 'handoff', title: 'Hand off', key: 'H', needs: ['HandOff'], bar: true },
  { id: 'keyboard', title: 'Keyboard', key: 'K', needs: ['TakeKeyboard', 'DropKeyboard'], bar: false },
  { id: 'jump', title: 'Go on', key: 'J', needs: ['JumpAct'], bar: false },
  { id: 'wait', title: 'Wait', key: 'W', needs: ['Wait'], bar: true },
  { id: 'timeout', title: 'Time-out', key: 'P', needs: ['CallTimeOut', 'ResumeDrill'], bar: false },
  { id: 'hint', title: 'Help', key: '?', needs: ['RequestHint'], bar: true },
];
