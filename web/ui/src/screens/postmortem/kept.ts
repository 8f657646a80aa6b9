/**
 * What is typed stays in this browser, section by section, until the server has it: a full disk, a lost network or a closed tab loses
 * nothing. `base` is the text the typing began with, so that it can be joined with whatever was saved meanwhile.
 */
import type { Written } from '../../protocol';
import { ORDER, same, type Section } from './sections';

interface Kept {
  base: unknown;
  mine: unknown;
}

const key = (drill: string, section: Section) => `wheel.postmortem.${drill}.${section}`;

/** Keeps every section that differs from what is saved, and forgets the others. False where the browser keeps nothing. */
export function keep(drill: string, base: Written, mine: Written, store: Storage = localStorage): boolean {
  try {
    for (const section of ORDER) {
      if (same(base[section], mine[section])) store.removeItem(key(drill, section));
      else store.setItem(key(drill, section), JSON.stringify({ base: base[section], mine: mine[section] }));
    }
    return true;
  } catch {
    return false;
  }
}

/** What was kept, as the two texts it consists of, on top of what is saved now; null where nothing was. */
export function restore(
  drill: string,
  saved: Written,
  store: Storage = localStorage,
): { base: Written; mine: Written } | null {
  const base: Record<string, unknown> = { ...saved };
  const mine: Record<string, unknown> = { ...saved };
  let any = false;
  for (const section of ORDER) {
    const found = read(store, key(drill, section));
    if (!found || typeof found.mine !== typeof saved[section]) continue;
    if (Array.isArray(found.mine) !== Array.isArray(saved[section])) continue;
    base[section] = found.base;
    mine[section] = found.mine;
    any = true;
  }
  return any ? { base: base as unknown as Written, mine: mine as unknown as Written } : null;
}

function read(store: Storage, at: string): Kept | null {
  try {
    const text = store.getItem(at);
    const found: unknown = text === null ? null : JSON.parse(text);
    return found !== null && typeof found === 'object' && 'base' in found && 'mine' in found
      ? (found as Kept)
      : null;
  } catch {
    return null;
  }
}
