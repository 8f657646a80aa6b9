/** Where a burn rate stands on a bar: logarithmic from 0.1 to 1000, so that 1, 6 and 14 have room. Not a measurement. */
export function burnPosition(burn: number): number {
  if (burn <= 0.1) return 0;
  return Math.min(1, (Math.log10(burn) + 1) / 4);
}

/** Burn lines of the severity matrix. */
export const BURN_LINES = [
  { at: 1, sev: 'SEV3' },
  { at: 6, sev: 'SEV2' },
  { at: 14, sev: 'SEV1' },
] as const;

/** Where seconds stand between two ends, 0..1. */
export function along(at: number, from: number, to: number): number {
  return to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 0;
}
