/** Promises of numbers and times on screen. */
import { describe, expect, it } from 'vitest';
import { ago, burn, clock, count, list, millis, quantity, share, span, utc } from './format';

describe('shares', () => {
  it.each([
    [0, '0%'],
    [0.684, '68%'],
    [0.8999, '90%'],
    [0.9, '90.0%'],
    [0.9949, '99.5%'],
    [0.9995, '99.95%'],
    [0.99994, '99.99%'],
    [0.99995, '100%'],
    [1, '100%'],
  ])('%s is shown with the digits that matter: %s', (value, words) => expect(share(value)).toBe(words));

  it('never say 100% while somebody fails by more than a rounding', () => {
    for (const value of [0.999, 0.9994, 0.9999, 0.99994]) expect(share(value)).not.toBe('100%');
  });
});

it.each([
  [0, '0'],
  [4.25, '4.3'],
  [-12.4, '-12'],
  [1_230_000, '1,230,000'],
])('an amount of %s is shown as %s', (value, words) => expect(quantity(value)).toBe(words));

it.each([
  [0, '0.0×'],
  [5.24, '5.2×'],
  [9.94, '9.9×'],
  [10, '10×'],
  [1234.4, '1,234×'],
])('a burn of %s is shown as %s', (value, words) => expect(burn(value)).toBe(words));

it.each([
  [0, '0'],
  [870_000, '870,000'],
  [2.5, '3'],
])('a count of %s is shown as %s', (value, words) => expect(count(value)).toBe(words));

it.each([
  [40.2, '40 ms'],
  [999, '999 ms'],
  [1_840, '1.8 s'],
  [12_300, '12 s'],
])('%s ms are shown as %s', (value, words) => expect(millis(value)).toBe(words));

it.each([
  [0, '0:00'],
  [5, '0:05'],
  [245, '4:05'],
  [3_729, '1:02:09'],
  [-65, '−1:05'],
  [-0.4, '0:00'],
  [59.9, '0:59'],
])('%s seconds on a clock are %s', (value, words) => expect(clock(value)).toBe(words));

it.each([
  [-3, '0 s'],
  [40, '40 s'],
  [59.6, '1 min'],
  [240, '4 min'],
  [3_599, '1 h'],
  [13_560, '3 h 46 min'],
  [7_199, '2 h'],
  [7_200, '2 h'],
  [47.6 * 3600, '47 h 36 min'],
  [5 * 86_400, '5 days'],
])('%s seconds in words are %s', (value, words) => expect(span(value)).toBe(words));

it('what is a moment ago is "just now"; the rest says how long', () => {
  expect(ago(0)).toBe('just now');
  expect(ago(4.9)).toBe('just now');
  expect(ago(5)).toBe('5 s ago');
  expect(ago(600)).toBe('10 min ago');
});

describe('drill seconds in the fiction', () => {
  it('are UTC from StartEx on, over midnight and before StartEx too, wherever the browser is', () => {
    expect(utc('2026-03-05T10:00:00Z', 150)).toBe('10:02');
    expect(utc('2026-03-05T10:00:00Z', 150, true)).toBe('10:02:30');
    expect(utc('2026-03-05T23:59:00Z', 120)).toBe('00:01');
    expect(utc('2026-03-05T10:00:00Z', -2_400)).toBe('09:20');
  });

  it('without a start are dashes, not nonsense', () => expect(utc('', 5)).toBe('--:--'));
});

it('lists read as sentences do', () => {
  expect(list([])).toBe('');
  expect(list(['a'])).toBe('a');
  expect(list(['a', 'b'])).toBe('a and b');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
});
