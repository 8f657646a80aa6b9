/** How it stands with runs that are made beside a scorecard: there, on their way, or not to be had. */
import type { ScorecardOpen } from '../../protocol';

export type Runs = 'there' | 'pending' | 'failed';
type Kind = ScorecardOpen['pending'][number];

export function runs(open: Pick<ScorecardOpen, 'pending' | 'failed'>, kind: Kind): Runs {
  if (open.pending.includes(kind)) return 'pending';
  return open.failed.includes(kind) ? 'failed' : 'there';
}
