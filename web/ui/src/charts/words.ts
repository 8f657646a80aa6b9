/** What a chart shows, in words: "81%, falling 6 points in 5 min". The text alternative of every series. */

export interface Spoken {
  at: number[];
  value: (number | null)[];
}

/** The last value and where it has moved over `over` seconds; `say` writes a value, `points` a difference. */
export function spoken(
  series: Spoken,
  say: (value: number) => string,
  points: (difference: number) => string,
  over = 300,
): string {
  const last = series.value.length - 1;
  const now = series.value[last];
  if (now === undefined) return 'no values yet';
  if (now === null) return 'no value: nothing is being measured';
  const since = series.at[last]! - over;
  let first = series.at.findIndex((at) => at >= since);
  while (first < last && series.value[first] === null) first++;
  const before = series.value[first] ?? now;
  const difference = now - before;
  const minutes = Math.max(1, Math.round((series.at[last]! - series.at[first]!) / 60));
  if (points(Math.abs(difference)) === points(0)) return `${say(now)}, steady over ${minutes} min`;
  return `${say(now)}, ${difference < 0 ? 'falling' : 'rising'} ${points(Math.abs(difference))} in ${minutes} min`;
}
