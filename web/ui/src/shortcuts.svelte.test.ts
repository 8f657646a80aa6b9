/** Promises of single keys: they press buttons, never while somebody types, and they can be turned off. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Shortcuts = typeof import('./shortcuts.svelte');
const KEY = 'wheel.shortcuts';
let keys: Shortcuts;
let pressed: string[];

/** The module as a page finds it when it is loaded. */
async function load(): Promise<void> {
  vi.resetModules();
  keys = await import('./shortcuts.svelte');
}

function press(key: string, more: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  const heard = (one: Event) =>
    keys.keymap(() => ({
      d: () => pressed.push('declare'),
      'shift+p': () => pressed.push('status page'),
      p: () => pressed.push('time-out'),
      '?': () => pressed.push('help'),
    }))(one as KeyboardEvent);
  addEventListener('keydown', heard, { once: true });
  target.dispatchEvent(event);
  removeEventListener('keydown', heard);
  return event;
}

beforeEach(async () => {
  localStorage.clear();
  document.body.innerHTML = '';
  pressed = [];
  await load();
});
afterEach(() => vi.restoreAllMocks());

describe('a key', () => {
  it('does what stands under it, capital lock or not, and the browser does nothing with it', () => {
    expect(press('d').defaultPrevented).toBe(true);
    press('D');
    press('P', { shiftKey: true });
    press('p');
    press('?', { shiftKey: true });
    expect(pressed).toEqual(['declare', 'declare', 'status page', 'time-out', 'help']);
  });

  it('nothing stands under is left to the browser', () => {
    expect(press('x').defaultPrevented).toBe(false);
    expect(press('Enter').defaultPrevented).toBe(false);
    expect(press(' ').defaultPrevented).toBe(false);
    expect(pressed).toEqual([]);
  });

  it.each([
    ['Control', { ctrlKey: true }],
    ['Command', { metaKey: true }],
    ['Alt', { altKey: true }],
    ['being held down', { repeat: true }],
    ['composing a letter', { isComposing: true }],
  ])('with %s is no shortcut', (_, more) => {
    press('d', more);
    expect(pressed).toEqual([]);
  });

  it.each([
    '<input type="text">',
    '<input>',
    '<input type="search">',
    '<textarea></textarea>',
    '<select><option>d</option></select>',
    '<div contenteditable="true"><p>x</p></div>',
  ])('typed in %s stays a letter', (html) => {
    document.body.innerHTML = html;
    const place = document.body.querySelector('p') ?? document.body.firstElementChild!;
    expect(press('d', {}, place).defaultPrevented).toBe(false);
    expect(pressed).toEqual([]);
  });

  it.each(['<button>x</button>', '<input type="checkbox">', '<a href="#x">x</a>'])(
    'works with the focus on %s',
    (html) => {
      document.body.innerHTML = html;
      press('d', {}, document.body.firstElementChild!);
      expect(pressed).toEqual(['declare']);
    },
  );

  it('does nothing behind an open dialog', () => {
    document.body.innerHTML = '<dialog open></dialog>';
    press('d');
    expect(pressed).toEqual([]);
  });
});

describe('turning them off (WCAG 2.1.4)', () => {
  it('makes every key a plain key again, and on brings them back', () => {
    keys.shortcuts.toggle();
    expect(keys.shortcuts.on).toBe(false);
    expect(press('d').defaultPrevented).toBe(false);
    expect(pressed).toEqual([]);
    keys.shortcuts.toggle();
    press('d');
    expect(pressed).toEqual(['declare']);
  });

  it('is remembered by this browser', async () => {
    keys.shortcuts.toggle();
    expect(localStorage.getItem(KEY)).toBe('off');
    await load();
    expect(keys.shortcuts.on).toBe(false);
    keys.shortcuts.toggle();
    await load();
    expect(keys.shortcuts.on).toBe(true);
  });

  it('works for the visit where the browser keeps nothing', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('denied');
    });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('denied');
    });
    await load();
    expect(keys.shortcuts.on).toBe(true);
    keys.shortcuts.toggle();
    expect(keys.shortcuts.on).toBe(false);
  });
});
