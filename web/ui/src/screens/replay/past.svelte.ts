/**
 * The drill as it stood at one second of it: the commander's sections, channel and series, folded from a replay.
 *
 * It has the shape of the live store as far as panels ask, so that the same panels show it. Its counterpart is
 * `simulator/debrief/replay.py`, whose `screen_at` folds the same way.
 */
import type { Series } from '../../drill.svelte';
import type { Change, CommanderView, FeedItem, Replay } from '../../protocol';

export class Past {
  readonly replay: Replay;
  /** Always: nothing here can be stale. */
  readonly live = true;
  readonly says = '';
  /** Drill second shown. */
  now = $state(0);
  /** Rises whenever the series changed; charts read them then. */
  sampled = $state(0);
  #series = new Map<string, Series>();

  constructor(replay: Replay) {
    this.replay = replay;
    for (const signal of Object.keys(replay.charts.values)) this.#series.set(signal, { at: [], value: [] });
  }

  /** Goes to a second; what lies outside the drill is brought to its nearest end. */
  go(at: number): void {
    this.now = Math.min(this.replay.ended_at, Math.max(0, Math.round(at)));
    this.#chart();
  }

  /** The sections at that second; an unchanged section is the same object as before. */
  sections: Partial<CommanderView> = $derived.by(() => {
    const found: Record<string, unknown> = {};
    for (const [name, changes] of Object.entries(this.replay.screen)) {
      const place = lastUpTo(changes, this.now);
      if (place >= 0) found[name] = changes[place]!.value;
    }
    if (found.clock) found.clock = { ...(found.clock as CommanderView['clock']), at: this.now };
    return found as Partial<CommanderView>;
  });

  channel: FeedItem[] = $derived.by(() => {
    const place = lastUpTo(this.replay.feed, this.now);
    return this.replay.feed.slice(0, place + 1);
  });

  series(signal: string): Series {
    return this.#series.get(signal) ?? { at: [], value: [] };
  }

  /** The series are changed in place, as a live one grows: a new one would be a new drawing. */
  #chart(): void {
    const { since, at, values } = this.replay.charts;
    let end = 0;
    while (end < at.length && at[end]! <= this.now) end++;
    const shown = since !== null && this.now >= since ? end : 0;
    for (const [signal, series] of this.#series) {
      if (series.at.length > shown) {
        series.at.length = shown;
        series.value.length = shown;
      }
      for (let n = series.at.length; n < shown; n++) {
        series.at.push(at[n]!);
        series.value.push(values[signal]![n] ?? null);
      }
    }
    this.sampled++;
  }
}

/** The place of the last of these that is not after a second; -1 when all are. */
export function lastUpTo(dated: (Change | FeedItem)[], at: number): number {
  let low = 0;
  let high = dated.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dated[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
