// @vitest-environment node
/** Promises of places on bars and strips. */
import { describe, expect, it } from 'vitest';
import { along, BURN_LINES, burnPosition } from './scale';

describe('a burn rate on its bar', () => {
  it('never leaves the bar', () => {
    for (const burn of [-1, 0, 0.1, 1_000, 1e9]) {
      expect(burnPosition(burn)).toBeGreaterThanOrEqual(0);
      expect(burnPosition(burn)).toBeLessThanOrEqual(1);
    }
    expect(burnPosition(0)).toBe(0);
    expect(burnPosition(1_000)).toBe(1);
  });

  it('moves right as it grows, and the three lines stand apart enough to be read', () => {
    const places = [0.2, 1, 3, 6, 10, 14, 100, 900].map(burnPosition);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const lines = BURN_LINES.map((line) => burnPosition(line.at));
    expect(lines[1]! - lines[0]!).toBeGreaterThan(0.05);
    expect(lines[2]! - lines[1]!).toBeGreaterThan(0.05);
  });

  it('the lines are those of the severity matrix, mildest first', () => {
    expect(BURN_LINES.map((line) => [line.at, line.sev])).toEqual([
      [1, 'SEV3'],
      [6, 'SEV2'],
      [14, 'SEV1'],
    ]);
  });
});

describe('seconds between two ends', () => {
  it('are a share of the way, kept within it', () => {
    expect(along(150, 100, 200)).toBe(0.5);
    expect(along(50, 100, 200)).toBe(0);
    expect(along(250, 100, 200)).toBe(1);
  });

  it('between two equal ends are at the start, not nowhere', () => expect(along(5, 5, 5)).toBe(0));
});
