import { describe, expect, it } from 'vitest';
import { height, horizon, inShort, laneInWords, stretches, ticks } from './ribbon';

const START = '2026-03-02T10:00:00Z';

describe('stretches', () => {
  it('run from each move to the next, and the last one up to now', () => {
    const moves = [
      { at: 0, sev: '' },
      { at: 130, sev: 'SEV2' },
      { at: 150, sev: 'SEV1' },
    ];
    expect(stretches(moves, 200)).toEqual([
      { from: 0, to: 130, sev: '' },
      { from: 130, to: 150, sev: 'SEV2' },
      { from: 150, to: 200, sev: 'SEV1' },
    ]);
  });

  it('leave out what lasted no second, and join what did not change', () => {
    const moves = [
      { at: 0, sev: '' },
      { at: 60, sev: 'SEV2' },
      { at: 60, sev: 'SEV1' },
      { at: 90, sev: 'SEV1' },
    ];
    expect(stretches(moves, 120)).toEqual([
      { from: 0, to: 60, sev: '' },
      { from: 60, to: 120, sev: 'SEV1' },
    ]);
  });

  it('show nothing that lies ahead of the clock', () => {
    expect(stretches([{ at: 0, sev: '' }], 0)).toEqual([]);
    expect(stretches([{ at: 300, sev: 'SEV1' }], 200)).toEqual([]);
  });
});

describe('the time axis', () => {
  it('grows in steps of five minutes and is never shorter than ten', () => {
    expect(horizon(0)).toBe(600);
    expect(horizon(560)).toBe(600);
    expect(horizon(580)).toBe(900);
  });

  it('has no more ticks than have room, whatever its length', () => {
    for (const to of [600, 1500, 3600, 5 * 3600])
      for (const most of [4, 7, 12]) expect(ticks(to, most).length).toBeLessThanOrEqual(most);
    expect(ticks(600, 7)).toEqual([0, 120, 240, 360, 480, 600]);
  });
});

describe('words and height', () => {
  it('say a lane to somebody who cannot see it', () => {
    const moves = [
      { at: 0, sev: '' },
      { at: 180, sev: 'SEV1' },
    ];
    expect(laneInWords(moves, 240, START, 'well')).toBe('well from 10:00, SEV1 from 10:03');
    expect(laneInWords([{ at: 0, sev: '' }], 240, START, 'not declared')).toBe('not declared');
  });

  it('write harm so that it fits beside its lane', () => {
    expect([0, 847, 12_400, 480_200, 4_653_685, 12_340_000].map(inShort)).toEqual([
      '0',
      '847',
      '12,400',
      '480 k',
      '4.65 M',
      '12.3 M',
    ]);
  });

  it('rise with severity', () => {
    const heights = ['', 'SEV4', 'SEV3', 'SEV2', 'SEV1'].map(height);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(new Set(heights).size).toBe(5);
  });
});
