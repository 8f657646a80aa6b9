/** Where an axis of drill time carries its ticks: whole steps of minutes, as the clock of the fiction reads. */
import { along } from './scale';
import { utc } from '../format';

const STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

export interface Tick {
  /** 0..1 along the axis. */
  x: number;
  says: string;
}

/** At most `most` ticks between two drill seconds, on round minutes of the fiction's clock. */
export function ticks(from: number, to: number, start: string, most = 9): Tick[] {
  const step = STEPS.find((one) => (to - from) / one <= most - 1) ?? STEPS.at(-1)!;
  const origin = Math.round(Date.parse(start) / 1000) || 0;
  const first = Math.ceil((origin + from) / step) * step - origin;
  const found: Tick[] = [];
  for (let at = first; at <= to; at += step) found.push({ x: along(at, from, to), says: utc(start, at) });
  return found;
}
