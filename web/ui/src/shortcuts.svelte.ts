/**
 * Single-key shortcuts (WCAG 2.1.4): inactive while typing or while a dialog is open, and they can be turned off.
 * The choice stays in this browser.
 */
const KEY = 'wheel.shortcuts';
let on = $state(kept());

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export const shortcuts = {
  get on(): boolean {
    return on;
  },
  toggle(): void {
    on = !on;
    try {
      localStorage.setItem(KEY, on ? 'on' : 'off');
    } catch {
      /* forgotten with the tab */
    }
  },
};

/** The shortcut a key press stands for: `d`, `shift+p`, `?`; "" when it is not one. */
export function shortcut(event: KeyboardEvent): string {
  if (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.repeat ||
    event.isComposing
  )
    return '';
  if (event.key.length !== 1 || event.key === ' ') return '';
  const letter = event.key.toLowerCase();
  return event.shiftKey && /[a-z]/.test(letter) ? `shift+${letter}` : letter;
}

/** Whether a press belongs to what has the focus, and not to the screen. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (document.querySelector('dialog[open]')) return true;
  return (
    target.closest(
      'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable]',
    ) !== null
  );
}

/** A keydown handler for a screen: calls what stands under the pressed key. */
export function keymap(map: () => Record<string, () => void>): (event: KeyboardEvent) => void {
  return (event) => {
    if (!on || typing(event.target)) return;
    const act = map()[shortcut(event)];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
