import { describe, expect, it } from 'vitest';
import { height, horizon, inShort } from './ribbon';

describe('the ribbon', () => {
  it('grows in steps of five minutes and is never shorter than ten', () => {
    expect(horizon(0)).toBe(600);
    expect(horizon(560)).toBe(600);
    expect(horizon(580)).toBe(900);
  });

  it('rises with severity', () => {
    const heights = ['', 'SEV4', 'SEV3', 'SEV2', 'SEV1'].map(height);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(new Set(heights).size).toBe(5);
  });

  it('writes harm so that it fits beside its lane', () => {
    expect([0, 847, 12_400, 480_200, 4_653_685, 12_340_000].map(inShort)).toEqual([
      '0',
      '847',
      '12,400',
      '480 k',
      '4.65 M',
      '12.3 M',
    ]);
  });
});
