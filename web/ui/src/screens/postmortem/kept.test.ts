import { expect, test } from 'vitest';
import type { Written } from '../../protocol';
import { keep, restore } from './kept';

const SAVED: Written = {
  title: 'A shop', owner: '', summary: '', notes: [], absent: [], factors: [], sense: '', went_well: '', lucky: '',
  actions: [], external: '', tags: '', audience: '',
}; // prettier-ignore

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: (n) => [...held.keys()][n] ?? null,
    get length() {
      return held.size;
    },
  };
}

test('what was typed comes back, of this drill only', () => {
  const store = storage();
  keep('d1', SAVED, { ...SAVED, sense: 'typed' }, store);
  expect(restore('d1', SAVED, store)?.mine.sense).toBe('typed');
  expect(restore('d2', SAVED, store)).toBeNull();
});

test('once it is saved nothing is kept any more', () => {
  const store = storage();
  const typed = { ...SAVED, sense: 'typed' };
  keep('d1', SAVED, typed, store);
  keep('d1', typed, typed, store);
  expect(store.length).toBe(0);
});

test('what others saved meanwhile in other sections is not undone by what comes back', () => {
  const store = storage();
  keep('d1', SAVED, { ...SAVED, sense: 'typed' }, store);
  const now = { ...SAVED, lucky: 'theirs' };
  expect(restore('d1', now, store)?.mine).toEqual({ ...now, sense: 'typed' });
});

test('a browser that keeps nothing, or something strange, is no reason to stop', () => {
  const full = { ...storage(), setItem: () => { throw new Error('full'); } } as Storage; // prettier-ignore
  expect(keep('d1', SAVED, { ...SAVED, sense: 'x' }, full)).toBe(false);
  const store = storage();
  store.setItem('wheel.postmortem.d1.sense', '{');
  store.setItem('wheel.postmortem.d1.notes', '{"base": "", "mine": "text"}');
  expect(restore('d1', SAVED, store)).toBeNull();
});
