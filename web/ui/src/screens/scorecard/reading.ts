/** How a scorecard is read on the page: stretches from moves, rows from moments, values in words. It measures nothing itself. */
import { stretches, type Stretch } from '../../charts/stretches';
import { clock, count } from '../../format';
import type { HarmBar, Line, Moment, Move, Segment } from '../../protocol';

const WEIGHT: Record<string, number> = { SEV4: 1, SEV3: 2, SEV2: 3, SEV1: 4 };

/** Where the declared severity was milder than what the screen justified, SEV2 or worse; not after the incident was closed. */
export function gaps(evident: Move[], declared: Move[], end: number): Stretch[] {
  const said = stretches(declared, end);
  let open = true;
  const found: Stretch[] = [];
  for (const [n, one] of said.entries()) {
    if (n > 0 && one.sev === '') open = false;
    if (one.sev !== '') open = true;
    if (!open) continue;
    for (const seen of stretches(evident, end)) {
      const from = Math.max(one.from, seen.from);
      const to = Math.min(one.to, seen.to);
      if (to > from && (WEIGHT[seen.sev] ?? 0) >= 3 && (WEIGHT[seen.sev] ?? 0) > (WEIGHT[one.sev] ?? 0))
        found.push({ from, to, sev: seen.sev });
    }
  }
  return found;
}

/** The time strip as a sentence. */
export function stripWords(segments: Segment[]): string {
  return segments
    .map((s) => `${s.title} ${clock(s.end - s.start)} (${s.owner}${s.open ? ', still open at the end' : ''})`)
    .join(', ');
}

export interface HarmMark {
  id: 'ideal' | 'you' | 'history' | 'nothing';
  title: string;
  harm: number;
}

/** The marks of the harm bar that there are. */
export function harmMarks(bar: HarmBar): HarmMark[] {
  const marks: [HarmMark['id'], string, number | null][] = [
    ['ideal', 'ideal run', bar.ideal],
    ['you', 'this drill', bar.you],
    ['history', 'as it happened', bar.as_it_happened],
    ['nothing', 'doing nothing', bar.nothing],
  ];
  return marks.flatMap(([id, title, harm]) => (harm === null ? [] : [{ id, title, harm }]));
}

/** A measure's value as it stands in the table. */
export function value(line: Line): string {
  if (line.value === null) return line.censored ? 'still open' : '–';
  if (line.unit === 's') return clock(Math.round(line.value));
  if (line.unit === '%') return `${count(line.value)} %`;
  return count(line.value);
}

export interface Row {
  at: number;
  drill: Moment[];
  history: Moment[];
  /** The exercise ended before this row. */
  after: boolean;
}

/** The timeline in rows of one instant: the drill and what was true on one side, what really happened on the other. */
export function rows(timeline: Moment[], end: number): Row[] {
  const found = new Map<number, Row>();
  for (const moment of [...timeline].sort((a, b) => a.at - b.at)) {
    let row = found.get(moment.at);
    if (!row) found.set(moment.at, (row = { at: moment.at, drill: [], history: [], after: moment.at > end }));
    (moment.lane === 'history' ? row.history : row.drill).push(moment);
  }
  return [...found.values()];
}
