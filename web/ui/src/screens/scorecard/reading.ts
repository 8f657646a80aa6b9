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

/** Par as harm on this drill's scale, where there is one. */
export function harmBand(bar: HarmBar): { title: string; low: number; high: number } | undefined {
  if (bar.competent_low === null || bar.competent_high === null) return undefined;
  return { title: 'competent', low: Math.max(0, bar.competent_low), high: Math.max(0, bar.competent_high) };
}

/** The times in the order in which they come, each a step of the response; then the two that span the steps. */
const STEPS = ['M1', 'M2', 'M3', 'M4', 'M6.decide', 'M6.approve', 'M6.ready', 'M6.mechanism'];
const WHOLE = ['M5', 'M7'];

export interface Step {
  line: Line;
  /** Shares of the longest of its group, 0..1. `band` is par; one that is open at its end reaches to the end of the scale. */
  bar: number;
  band: { from: number; to: number } | undefined;
}

/** The steps that were timed, on one scale, and those that span several, on a scale of their own. */
export function steps(lines: Line[]): { parts: Step[]; whole: Step[] } {
  const group = (ids: string[]): Step[] => {
    const found = ids
      .flatMap((id) => lines.filter((line) => line.id === id))
      .filter((line) => line.value !== null || line.censored);
    const ends = found.flatMap((line) => [line.value, line.par?.low ?? null, line.par?.high ?? null]);
    const most = Math.max(1, ...ends.filter((end) => end !== null)) * 1.02;
    return found.map((line) => ({
      line,
      bar: line.value === null ? 1 : line.value / most,
      band:
        line.par && line.par.low !== null
          ? { from: line.par.low / most, to: line.par.high === null ? 1 : line.par.high / most }
          : undefined,
    }));
  };
  return { parts: group(STEPS), whole: group(WHOLE) };
}

export interface Group {
  title: string;
  lines: Line[];
}

/** Which group a measure belongs to, by its number. What is in none is about users, or about command. */
const GROUPS: [string, number[]][] = [
  ['Time', [1, 2, 3, 4, 5, 6, 7]],
  ['Communication', [8, 9, 10]],
  ['Command', [11, 12, 14, 15, 16, 20, 21, 23, 27]],
  ['Safety', [17, 18, 19, 22]],
  ['Closing', [24]],
  ['Users', [25, 26]],
];

/** All measures by what they are about, in the order of the scorecard within a group; groups without any are left out. */
export function grouped(lines: Line[]): Group[] {
  const of = (line: Line) => {
    const number = Number(/^M(\d+)/.exec(line.id)?.[1] ?? 0);
    return (
      GROUPS.find(([, numbers]) => numbers.includes(number))?.[0] ??
      (line.owner === 'users' ? 'Users' : 'Command')
    );
  };
  return GROUPS.map(([title]) => ({ title, lines: lines.filter((line) => of(line) === title) })).filter(
    (group) => group.lines.length,
  );
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
