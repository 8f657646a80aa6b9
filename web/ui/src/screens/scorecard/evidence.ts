/** From a number to what it rests on: the facts in words, the stretches of time, and the place of each in the timeline. */
import type { Line, Moment, Scorecard, Told } from '../../protocol';

export interface Rests {
  facts: Told[];
  spans: [number, number][];
  /** How many facts and stretches are not shown, where there are too many to read. */
  more: number;
}

const MOST = 12;

/** The facts and stretches of a line, in the order of time; each once. */
export function restsOn(line: Line, card: Pick<Scorecard, 'facts'>): Rests {
  const cited = new Set(line.evidence);
  const facts = card.facts.filter((fact) => cited.has(fact.n));
  const spans = line.spans
    .map(([from, to]): [number, number] => [Number(from), Number(to)])
    .sort((a, b) => a[0] - b[0]);
  const more = Math.max(0, facts.length - MOST) + Math.max(0, spans.length - MOST);
  return { facts: facts.slice(0, MOST), spans: spans.slice(0, MOST), more };
}

/** The id of the place in the timeline that shows a fact, or of the last moment at or before its second. */
export function momentOf(timeline: Moment[], at: number, fact = 0): string {
  if (fact && timeline.some((moment) => moment.fact === fact && moment.lane !== 'truth'))
    return `fact-${fact}`;
  const before = timeline.filter((moment) => moment.at <= at).map((moment) => moment.at);
  const first = timeline.map((moment) => moment.at);
  return `at-${before.length ? Math.max(...before) : Math.min(...first, at)}`;
}
