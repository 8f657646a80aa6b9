import { expect, test } from 'vitest';
import type { Line } from '../../protocol';
import { momentOf, restsOn } from './evidence';
import { difference, dropped } from './one-change';
import { runs } from './runs';

const line = (more: Partial<Line>): Line => ({
  id: 'M1',
  title: 'Time to detect',
  owner: 'monitoring',
  value: 1,
  unit: 's',
  says: '',
  censored: false,
  evidence: [],
  spans: [],
  hint: 0,
  hinted: false,
  par: null,
  ...more,
});
const fact = (n: number, at = n) => ({ n, at, who: 'Commander', says: `fact ${n}` });

test('a number opens the facts it names, each once and in the order of the record, and its stretches in the order of time', () => {
  const rests = restsOn(
    line({
      evidence: [9, 3, 9],
      spans: [
        [60, 90],
        [10, 20],
      ],
    }),
    { facts: [fact(3), fact(5), fact(9)] },
  );
  expect(rests.facts.map((one) => one.n)).toEqual([3, 9]);
  expect(rests.spans).toEqual([
    [10, 20],
    [60, 90],
  ]);
  expect(rests.more).toBe(0);
});

test('where too many facts stand for a number, it says how many are not shown', () => {
  const facts = Array.from({ length: 15 }, (_, n) => fact(n + 1));
  const rests = restsOn(line({ evidence: facts.map((one) => one.n) }), { facts });
  expect([rests.facts.length, rests.more]).toEqual([12, 3]);
});

test('a fact leads to its own moment, else to the last moment before it; one that is only true leads to its second', () => {
  const timeline = [
    { at: 0, lane: 'you', says: 'Start', fact: 1 },
    { at: 60, lane: 'truth', says: 'Fault', fact: 2 },
    { at: 90, lane: 'you', says: 'Page', fact: 3 },
  ];
  expect(momentOf(timeline, 90, 3)).toBe('fact-3');
  expect(momentOf(timeline, 60, 2)).toBe('at-60');
  expect(momentOf(timeline, 75, 7)).toBe('at-60');
  expect(momentOf([], 75)).toBe('at-75');
});

test('a change is written as less, more or the same, to the digits that are shown', () => {
  const words = (value: number) => String(Math.round(value));
  expect(difference(100, 60, words)).toBe('−40');
  expect(difference(60, 100, words)).toBe('+40');
  expect(difference(100, 100.2, words)).toBe('the same');
});

test('commands that did not apply any more are told, none are not', () => {
  expect(dropped(0)).toBe('');
  expect(dropped(1)).toMatch(/^1 command did not apply/);
  expect(dropped(2)).toMatch(/^2 commands did not apply/);
});

test('runs are on their way, failed, or there; one does not stand for the other', () => {
  const open = { pending: ['references' as const], failed: ['counterfactuals' as const] };
  expect([runs(open, 'references'), runs(open, 'counterfactuals')]).toEqual(['pending', 'failed']);
  expect(runs({ pending: [], failed: [] }, 'references')).toBe('there');
});
