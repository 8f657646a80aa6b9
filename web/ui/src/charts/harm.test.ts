// @vitest-environment jsdom
/** Promises of the harm bar: every mark in its place and on the line, also worse than nothing and better than the ideal; all of it in words. */
import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import HarmBar from './HarmBar.svelte';

type Mark = { id: 'ideal' | 'you' | 'history' | 'nothing'; title: string; harm: number };
const marks = (ideal: number, you: number, nothing: number, history?: number): Mark[] => [
  { id: 'ideal', title: 'ideal run', harm: ideal },
  { id: 'you', title: 'this drill', harm: you },
  ...(history === undefined ? [] : [{ id: 'history' as const, title: 'as it happened', harm: history }]),
  { id: 'nothing', title: 'doing nothing', harm: nothing },
];
const draw = (of: Mark[], band?: { title: string; low: number; high: number }) => {
  const { container, unmount } = render(HarmBar, { marks: of, band, says: 'Said.', unit: 'user-minutes' });
  const at = (part: string) => parseFloat(container.querySelector(part)!.getAttribute('x')!);
  const wide = (part: string) => parseFloat(container.querySelector(part)!.getAttribute('width')!);
  return { container, at, wide, unmount, has: (part: string) => container.querySelector(part) !== null };
};

describe('HarmBar', () => {
  it('has this drill between the ideal run and doing nothing, and the band where it lies', () => {
    const bar = draw(marks(10, 60, 100, 80), { title: 'competent', low: 20, high: 30 });
    const order = [
      bar.at('svg.ideal'),
      bar.at('.band'),
      bar.at('svg.you'),
      bar.at('svg.history'),
      bar.at('svg.nothing'),
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(bar.wide('.band') / (bar.at('svg.nothing') - bar.at('svg.ideal'))).toBeCloseTo(10 / 90, 2);
    expect([bar.has('.worse'), bar.has('.better')]).toEqual([false, false]);
    bar.unmount();
  });

  it('draws worse than doing nothing beyond it, still on the line', () => {
    const bar = draw(marks(10, 140, 100));
    expect(bar.at('svg.you')).toBeGreaterThan(bar.at('svg.nothing'));
    expect(bar.at('svg.you')).toBeLessThanOrEqual(100);
    expect(bar.at('.worse')).toBeCloseTo(bar.at('svg.nothing'));
    expect(bar.at('.worse') + bar.wide('.worse')).toBeCloseTo(bar.at('svg.you'), 1);
    bar.unmount();
  });

  it('draws better than the ideal run left of it', () => {
    const bar = draw(marks(10, 4, 100));
    expect(bar.at('svg.you')).toBeLessThan(bar.at('svg.ideal'));
    expect(bar.at('.better') + bar.wide('.better')).toBeCloseTo(bar.at('svg.ideal'), 1);
    bar.unmount();
  });

  it('has no band and no history where there is none, and does not fall over where nothing hurt', () => {
    const bar = draw(marks(0, 0, 0));
    expect([bar.has('.band'), bar.has('svg.history'), bar.has('.could')]).toEqual([false, false, false]);
    expect([bar.at('svg.you'), bar.at('svg.nothing')]).toEqual([0, 0]);
    bar.unmount();
  });

  it('is a sentence for who cannot see it, with every mark and the band', () => {
    const bar = draw(marks(10, 60, 1234567, 80), { title: 'competent', low: 20, high: 30 });
    expect(bar.container.querySelector('[role=img]')!.getAttribute('aria-label')).toBe(
      'Said. In user-minutes: ideal run 10, this drill 60, as it happened 80, doing nothing 1,230,000, competent between 20 and 30.',
    );
    bar.unmount();
  });
});
