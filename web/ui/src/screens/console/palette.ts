/** The palette of ad-hoc injects: what a game master puts in by hand when the room needs it. Each is a start to be edited. */
import type { Voice } from '../../protocol';

export interface Entry {
  id: string;
  title: string;
  /** Who usually says it, the most fitting first. */
  kinds: Voice['kind'][];
  says: string;
  to: 'channel' | 'ic';
  expects: string;
}

export const PALETTE: Entry[] = [
  {
    id: 'executive',
    title: 'Executive asks',
    kinds: ['executive', 'approver'],
    says: 'How many customers is this, and when do I hear more?',
    to: 'ic',
    expects: 'update',
  },
  {
    id: 'customers',
    title: 'Customers write',
    kinds: ['customer', 'support'],
    says: 'People have started to ask about this in public. Our status page says that all is well.',
    to: 'channel',
    expects: 'status-page',
  },
  {
    id: 'override',
    title: 'Somebody senior steps in',
    kinds: ['executive'],
    says: 'I have joined. I would restart everything now. Can we do that?',
    to: 'ic',
    expects: 'hold-the-line',
  },
  {
    id: 'red-herring',
    title: 'A red herring',
    kinds: ['responder', 'vendor', 'support'],
    says: 'I see odd numbers from a host that was replaced last week. Could that be it?',
    to: 'channel',
    expects: 'delegate',
  },
  {
    id: 'drops-off',
    title: 'Somebody drops off',
    kinds: ['responder'],
    says: 'I have to leave for half an hour. Somebody else has to take what I was on.',
    to: 'channel',
    expects: 'delegate',
  },
  {
    id: 'unreachable',
    title: 'Approval is far away',
    kinds: ['approver', 'executive', 'responder'],
    says: 'The one who approves this is on a flight. Who else may?',
    to: 'channel',
    expects: 'escalate',
  },
];

/** What an inject may hope for; the ids are those of the scenario language. */
export const EXPECTS: [string, string][] = [
  ['', 'nothing in particular'],
  ['acknowledge', 'acknowledge'],
  ['declare', 'declare'],
  ['update', 'an update'],
  ['status-page', 'the status page'],
  ['mitigate', 'a mitigation'],
  ['ask', 'a named ask'],
  ['delegate', 'delegation'],
  ['escalate', 'escalation'],
  ['verify', 'verification'],
  ['answer', 'an answer'],
  ['hold-the-line', 'holding the line'],
];

/** Who says it here: the first person of the most fitting kind, or whoever there is. */
export function speaker(entry: Entry, voices: Voice[]): string {
  for (const kind of entry.kinds) {
    const found = voices.find((voice) => voice.kind === kind);
    if (found) return found.person;
  }
  return voices[0]?.person ?? '';
}

/** For speaking: those outside the response first, then responders, and whoever is played by a person last. */
export function inOrder(voices: Voice[], taken: Set<string>): Voice[] {
  const rank = (voice: Voice) => (taken.has(voice.person) ? 2 : voice.kind === 'responder' ? 1 : 0);
  return [...voices].sort((a, b) => rank(a) - rank(b));
}
