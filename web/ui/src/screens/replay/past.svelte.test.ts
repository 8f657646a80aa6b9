import { describe, expect, it } from 'vitest';
import type { Replay } from '../../protocol';
import { Past } from './past.svelte';

const clock = { state: 'running', at: 0, rate: 1, utc: '2026-03-05T10:00:00Z' };
const item = (n: number, at: number) => ({ n, at, kind: 'talk', says: `line ${n}` });
const replay = {
  ended_at: 60,
  screen: {
    clock: [{ at: 0, value: clock }],
    incident: [
      { at: 0, value: { state: 'quiet' } },
      { at: 20, value: { state: 'declared' } },
    ],
  },
  feed: [item(1, 0), item(2, 20), item(3, 20), item(4, 41)],
  charts: { since: 15, at: [5, 10, 15, 20], values: { 'pay.success': [1, 1, 0.5, null] } },
} as unknown as Replay;

function at(second: number): Past {
  const past = new Past(replay);
  past.go(second);
  return past;
}

describe('the drill as it stood', () => {
  it('shows each section as it was last told, from its own second on', () => {
    expect(at(19).sections.incident).toEqual({ state: 'quiet' });
    expect(at(20).sections.incident).toEqual({ state: 'declared' });
    expect(at(20).sections.clock?.at).toBe(20);
  });

  it('keeps a section that did not change the same object, so that nothing is drawn again', () => {
    const past = at(20);
    const before = past.sections.incident;
    past.go(50);
    expect(past.sections.incident).toBe(before);
  });

  it('shows the channel up to the second and no further, forwards and back', () => {
    const past = at(20);
    expect(past.channel.map((line) => line.n)).toEqual([1, 2, 3]);
    past.go(60);
    expect(past.channel).toHaveLength(4);
    past.go(3);
    expect(past.channel.map((line) => line.n)).toEqual([1]);
  });

  it('has no series before they came on the screen, then all that came before', () => {
    expect(at(14).series('pay.success').at).toEqual([]);
    expect(at(15).series('pay.success').at).toEqual([5, 10, 15]);
    const past = at(60);
    expect(past.series('pay.success').value).toEqual([1, 1, 0.5, null]);
    const series = past.series('pay.success');
    past.go(16);
    expect(past.series('pay.success')).toBe(series);
    expect(series.at).toEqual([5, 10, 15]);
    expect(past.series('nothing').at).toEqual([]);
  });

  it('stays within the drill', () => {
    expect(at(-7).now).toBe(0);
    expect(at(9_999).now).toBe(60);
  });
});
