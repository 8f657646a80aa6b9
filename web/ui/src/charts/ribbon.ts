/** Sizes of the game master's ribbon: how far it reaches, how high a severity stands, and harm in few letters. */
import { count } from '../format';

/** The last second shown: five-minute steps, so that the picture does not shrink with every tick, and never under ten minutes. */
export function horizon(now: number): number {
  return Math.max(600, Math.ceil((now + 30) / 300) * 300);
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
