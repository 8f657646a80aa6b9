/** "I lost the thread": where the drill stands, in five lines or fewer. */
import { count, list, span, utc } from '../../format';
import type { FeedItem, GameMasterView } from '../../protocol';

type Told = Pick<GameMasterView, 'clock' | 'truth' | 'incident' | 'board' | 'msel'>;

export function recap(view: Told, channel: FeedItem[], now: number): string[] {
  return [how(view), why(view), decided(view, channel), doing(view, now), ahead(view, now)].filter(Boolean);
}

function how({ truth, incident }: Told): string {
  if (!truth.sev_true && !incident.sev) return 'All is well, and nothing is declared.';
  const true_ = truth.sev_true ? `Truly ${truth.sev_true}` : 'Truly well';
  const declared = incident.sev ? `declared ${incident.sev}` : 'nothing declared';
  return `${true_}, ${declared}; ${count(truth.harm)} user-minutes of harm so far.`;
}

function why({ truth }: Told): string {
  const active = truth.faults.filter((fault) => fault.state === 'active');
  if (!active.length) return '';
  const works = truth.works.map((line) => `${line.title} (${words[line.state]})`);
  return `Because of ${list(active.map((fault) => fault.says.split(':')[0] ?? fault.id))}. Works: ${list(works)}.`;
}

const words = {
  'not-known': 'not known in the room',
  known: 'proposed',
  ordered: 'ordered',
  done: 'done',
};

function decided({ clock }: Told, channel: FeedItem[]): string {
  const last = channel.filter((item) => item.kind === 'decision' || item.kind === 'mitigation').slice(-2);
  return last.map((item) => `${utc(clock.utc, item.at)} ${item.name}: ${item.says}`).join(' ');
}

function doing({ board }: Told, now: number): string {
  const tasks = board.tasks
    .filter((task) => task.state === 'working' || task.state === 'overdue')
    .map((task) => `${task.name} is on ${task.says}${task.due < now ? ', past the time box' : ''}`);
  const orders = board.mitigations
    .filter((line) => line.state !== 'done' && line.state !== 'failed')
    .map((line) => `${line.title} with ${line.name}`);
  const open = board.questions.map((question) => `${question.name} waits for an answer`);
  const all = [...tasks, ...orders, ...open];
  return all.length ? `${list(all)}.` : '';
}

function ahead({ board, msel, clock }: Told, now: number): string {
  const promise = [...board.promises].sort((a, b) => a.due - b.due)[0];
  const inject = msel.lines.find((line) => line.state === 'pending');
  const wait = inject?.due != null && inject.due > now ? span(inject.due - now) : '';
  const parts = [
    promise && `${promise.audience} update at ${utc(clock.utc, promise.due)}`,
    inject && (wait ? `${inject.who} in ${wait}` : `${inject.who}, ${inject.trigger}`),
  ].filter((part) => part !== undefined);
  return parts.length ? `Next: ${list(parts)}.` : '';
}
