/** Severities over time as stretches, for swim-lanes and for the sentence that stands in for them. */
import { utc } from '../format';

interface Move {
  at: number;
  sev: string;
}

export interface Stretch {
  from: number;
  to: number;
  sev: string;
}

/** The stretches between moves, up to `end`; what lies outside or has no length is left out, neighbours alike are one. */
export function stretches(moves: Move[], end: number): Stretch[] {
  const found: Stretch[] = [];
  const inOrder = moves.map((move, i) => ({ ...move, i })).sort((a, b) => a.at - b.at || a.i - b.i);
  inOrder.forEach((move, n) => {
    const from = Math.max(0, move.at);
    const to = Math.min(end, inOrder[n + 1]?.at ?? end);
    if (to <= from) return;
    const last = found.at(-1);
    if (last && last.sev === move.sev && last.to === from) last.to = to;
    else found.push({ from, to, sev: move.sev });
  });
  return found;
}

/** A lane of severities as a sentence. */
export function laneWords(parts: Stretch[], start: string, none: string): string {
  const told = parts.filter((part) => part.sev);
  if (!told.length) return none;
  return told.map((part) => `${part.sev} from ${utc(start, part.from)} to ${utc(start, part.to)}`).join(', ');
}
