/**
 * The one next best thing for the game master. It is an offer: ignoring it hurts nothing, and Enter accepts it.
 * A trainee who waits for an answer comes first, then somebody at the door, then a clock that stands, then a hint.
 */
import type { Clock, TraineeNow } from '../../protocol';
import type { Asker } from './table';

export type Accept =
  | { kind: 'command'; name: string; args: Record<string, unknown> }
  | { kind: 'seat'; request: string; seat: string };

export interface NextThing {
  says: string;
  /** What Enter does, in words; "" when there is nothing to do. */
  label: string;
  accept?: Accept;
}

interface Situation {
  clock: Clock;
  trainee: TraineeNow;
  waiting: Asker[];
  /** The seat a newcomer would get. */
  free: { id: string; title: string } | undefined;
}

export function nextThing({ clock, trainee, waiting, free }: Situation): NextThing {
  const hint: Accept = {
    kind: 'command',
    name: 'GiveHint',
    args: { level: trainee.hint_level, says: trainee.hint_says },
  };
  if (trainee.hint_asked) {
    return {
      says: `They asked for help. The next hint: “${trainee.hint_says}”`,
      label: 'Give it',
      accept: hint,
    };
  }
  const asker = waiting[0];
  if (asker && free) {
    return {
      says: `${asker.name} asks to come in. Free: ${free.title}.`,
      label: 'Let them in',
      accept: { kind: 'seat', request: asker.id, seat: free.id },
    };
  }
  if (clock.state === 'paused') {
    const whose = clock.pause === 'time-out' ? 'A time-out was called.' : 'The clock stands.';
    return {
      says: `${whose} Nobody’s time runs.`,
      label: 'Go on',
      accept: { kind: 'command', name: 'ResumeDrill', args: {} },
    };
  }
  if (trainee.offer) return { says: trainee.suggestion, label: 'Give the hint', accept: hint };
  return { says: trainee.suggestion, label: '' };
}
