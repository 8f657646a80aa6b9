import { describe, expect, it } from 'vitest';
import { ahead, drillSecond, played, secondOf } from './axis';

describe('the axis of a replay', () => {
  const jumps = [
    { since: 100, to: 5_100 },
    { since: 6_000, to: 9_000 },
  ];

  it('gives the hours of a jump no room', () => {
    expect(played(100, jumps)).toBe(100);
    expect(played(3_000, jumps)).toBe(100);
    expect(played(5_100, jumps)).toBe(100);
    expect(played(5_101, jumps)).toBe(101);
    expect(played(9_500, jumps)).toBe(1_500);
  });

  it('leads back to the second it came from, wherever time was played', () => {
    for (const at of [0, 50, 100, 5_101, 5_999, 6_000, 9_001, 12_345])
      expect(drillSecond(played(at, jumps), jumps)).toBe(at);
    expect(drillSecond(77, [])).toBe(77);
  });

  it('knows which decision comes next', () => {
    const decisions = [{ at: 10 }, { at: 10 }, { at: 40 }];
    expect(ahead(decisions, 9)).toBe(0);
    expect(ahead(decisions, 10)).toBe(2);
    expect(ahead(decisions, 40)).toBe(-1);
  });

  it('reads a second from an address, and nothing else', () => {
    expect(secondOf('#t=754')).toBe(754);
    for (const hash of ['', '#t=', '#t=-3', '#t=1e9', '#fact-3', '#t=99999999999'])
      expect(secondOf(hash)).toBeUndefined();
  });
});
