import { expect, test } from 'vitest';
import type { Written } from '../../protocol';
import { asText, both, join } from './sections';

const EMPTY: Written = {
  title: '', owner: '', summary: '', notes: [], absent: [], factors: [], sense: '', went_well: '', lucky: '',
  actions: [], external: '', tags: '', audience: '',
}; // prettier-ignore

test('two who changed different sections lose nothing', () => {
  const { joined, clashes } = join(EMPTY, { ...EMPTY, sense: 'mine' }, { ...EMPTY, lucky: 'theirs' });
  expect(joined).toEqual({ ...EMPTY, sense: 'mine', lucky: 'theirs' });
  expect(clashes).toEqual([]);
});

test('two who changed the same section are both named, and mine stands for now', () => {
  const { joined, clashes } = join(
    { ...EMPTY, sense: 'old' },
    { ...EMPTY, sense: 'mine' },
    { ...EMPTY, sense: 'theirs' },
  );
  expect(joined.sense).toBe('mine');
  expect(clashes).toEqual([{ section: 'sense', mine: 'mine', theirs: 'theirs' }]);
});

test('what only they emptied stays empty, and the same change twice is no clash', () => {
  const base = { ...EMPTY, summary: 'long', sense: 'old' };
  const { joined, clashes } = join(base, { ...base, sense: 'new' }, { ...base, summary: '', sense: 'new' });
  expect(joined).toEqual({ ...EMPTY, sense: 'new' });
  expect(clashes).toEqual([]);
});

test('keeping both keeps every line and every item once', () => {
  expect(both<'sense'>('theirs', 'mine')).toBe('theirs\nmine');
  const one = { fact: 1, says: 'a' };
  const two = { fact: 2, says: 'b' };
  expect(both<'notes'>([one], [one, two])).toEqual([one, two]);
});

test('a list is read as lines', () => {
  expect(asText([{ fact: 3, says: 'late' }])).toBe('3 · late');
  expect(asText('')).toBe('(empty)');
});
