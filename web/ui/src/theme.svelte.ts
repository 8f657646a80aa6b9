/** Light or dark: what the system prefers, until somebody chooses. The choice stays in this browser. */
const KEY = 'wheel.theme';
type Theme = 'light' | 'dark';

function chosen(): Theme | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : null;
  } catch {
    return null;
  }
}

const prefersLight = globalThis.matchMedia?.('(prefers-color-scheme: light)');
let choice = $state<Theme | null>(chosen());
let system = $state<Theme>(prefersLight?.matches ? 'light' : 'dark');
prefersLight?.addEventListener?.('change', (change) => {
  system = change.matches ? 'light' : 'dark';
  show();
});

export const theme = {
  get now(): Theme {
    return choice ?? system;
  },
  toggle(): void {
    choice = (choice ?? system) === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      /* a browser that keeps nothing shows the choice until it is closed */
    }
    show();
  },
};

export function show(): void {
  document.documentElement.dataset.theme = choice ?? system;
}
