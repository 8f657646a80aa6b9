/** The six boxes of a written handoff, and what the board can put into them before anybody types. */
import { count, share, utc } from '../format';
import type { CommanderView } from '../protocol';

export interface Boxes {
  situation: string;
  tried: string;
  pending: string;
  holders: string;
  risks: string;
  promises: string;
}

export const boxes: { id: keyof Boxes; title: string; hint: string }[] = [
  { id: 'situation', title: 'State and impact', hint: 'Severity, who is hurt, how badly' },
  { id: 'tried', title: 'Tried', hint: 'And what came of it' },
  { id: 'pending', title: 'Pending and by whom', hint: 'What is under way, and until when' },
  { id: 'holders', title: 'Who holds which role', hint: '' },
  { id: 'risks', title: 'Risks', hint: 'What may still go wrong; who is tired or leaves soon' },
  { id: 'promises', title: 'Next promise', hint: 'To whom, and when' },
];

const worn: Record<string, string> = {
  ic: 'Commander',
  ops: 'Ops lead',
  comms: 'Comms lead',
  scribe: 'Scribe',
};

type Known = Pick<CommanderView, 'incident' | 'impact' | 'board' | 'people' | 'clock'>;

/** Facts of the board in words. Risks are a judgement: there only those are named who are tired. */
export function known({ incident, impact, board, people, clock }: Known): Boxes {
  const worst = [...impact.tiles].sort((a, b) => b.hurt - a.hurt)[0];
  const hurt = worst && `${worst.title}: ${share(worst.success)} succeed, ${count(worst.hurt)} users hurt`;
  const under = board.mitigations.filter((m) => !['done', 'failed'].includes(m.state));
  const over = board.mitigations.filter((m) => ['done', 'failed'].includes(m.state));
  const asks = board.tasks.filter((task) => !['reported', 'declined'].includes(task.state));
  const tired = people.lines.filter((person) => person.tired);
  return {
    situation: [[incident.sev, incident.state].filter(Boolean).join(', '), hurt].filter(Boolean).join('. '),
    tried: over.map((m) => `${m.title} (${m.state})`).join('\n'),
    pending: [...under, ...asks]
      .map((one) => `${'title' in one ? one.title : one.says}: ${one.name}`)
      .join('\n'),
    holders: board.hats
      .filter((hat) => hat.state === 'worn')
      .map((hat) => `${worn[hat.role] ?? hat.role}: ${hat.name}`)
      .join('\n'),
    risks: tired.map((person) => `${person.name} is ${person.tired}`).join('\n'),
    promises: board.promises.map((p) => `${p.audience} update at ${utc(clock.utc, p.due)} UTC`).join('\n'),
  };
}
