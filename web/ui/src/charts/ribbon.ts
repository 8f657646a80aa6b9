/** A severity over time as spans between its moves; what the ribbon draws and what a reader hears. */
import { count, utc } from '../format';

export interface Move {
  at: number;
  sev: string;
}

export interface Stretch {
  from: number;
  to: number;
  sev: string;
}

/** The spans from the moves of one lane up to `now`; moves of one second count as the last of them, empty spans are left out. */
export function stretches(moves: Move[], now: number): Stretch[] {
  const found: Stretch[] = [];
  moves.forEach((move, i) => {
    const to = Math.min(moves[i + 1]?.at ?? now, now);
    if (to <= move.at) return;
    const before = found.at(-1);
    if (before?.sev === move.sev && before.to === move.at) before.to = to;
    else found.push({ from: move.at, to, sev: move.sev });
  });
  return found;
}

/** The last second shown: five-minute steps, so that the picture does not shrink with every tick, and never under ten minutes. */
export function horizon(now: number): number {
  return Math.max(600, Math.ceil((now + 30) / 300) * 300);
}

/** Where a time stands below the ribbon: as many as have room, `most` at the outside. */
export function ticks(to: number, most: number): number[] {
  const step = [60, 120, 300, 600, 900, 1800, 3600, 7200].find((s) => to / s < most) ?? 14_400;
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, i) => i * step);
}

/** A lane in words: "SEV2 from 14:03, SEV1 from 14:05". */
export function laneInWords(moves: Move[], now: number, start: string, none: string): string {
  const spans = stretches(moves, now);
  if (spans.every((span) => !span.sev)) return none;
  return spans.map((span) => `${span.sev || none} from ${utc(start, span.from)}`).join(', ');
}

/** How high a severity stands in its lane, 0..1: height, shape, word and colour say the same. */
export function height(sev: string): number {
  return { SEV1: 1, SEV2: 0.78, SEV3: 0.56, SEV4: 0.34 }[sev] ?? 0.1;
}

/** A large number with three digits: 847, 12,400, 480 k, 4.65 M. */
export function inShort(value: number): string {
  if (value < 100_000) return count(value);
  if (value < 1_000_000) return `${Math.round(value / 1000)} k`;
  return `${(value / 1_000_000).toFixed(value < 10_000_000 ? 2 : 1)} M`;
}
