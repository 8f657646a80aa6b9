/** The pages after EndEx, each a screen of its own below the address of the seat, in the order of the debrief. Counterpart: web/after/. */
import { post, type Result } from './api';

export interface AfterPage {
  path: string;
  title: string;
}

export const AFTER: AfterPage[] = [
  { path: 'scorecard', title: 'Scorecard' },
  { path: 'replay', title: 'Replay' },
  { path: 'postmortem', title: 'Postmortem' },
];

export type Acknowledged =
  | { status: 'accepted' }
  | { status: 'refused'; code: string; says: string; try_instead: string }
  | { status: 'conflict'; says: string }
  | { status: 'not-saved'; says: string };

/** Gives a command of this seat by HTTP; these pages keep no socket. `id` makes a second try harmless. */
export function give(
  seat: string,
  name: string,
  args: Record<string, unknown>,
  id: string = crypto.randomUUID(),
): Promise<Result<Acknowledged>> {
  return post<Acknowledged>(`${seat}/command`, { id, name, args, seen: 0 });
}
