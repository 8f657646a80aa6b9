/** The page a screen stands in: who sits here, from the address and the page's meta tags. Counterpart: web/pages.py. */
import { mount, type Component } from 'svelte';
import './base.css';
import { show } from './theme.svelte';

export interface Page {
  drill: string;
  seat: string;
  ticket: string;
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

/** Whether this drill is a second try, no result: then its word. */
export const practice = meta('practice');

/** `/d/<drill>/<seat>` and below; empty on pages without a drill. */
export function here(path: string = location.pathname): Page {
  const [, d, drill = '', seat = ''] = path.split('/');
  return d === 'd' ? { drill, seat, ticket: meta('ticket') } : { drill: '', seat: '', ticket: '' };
}

/** Mounts a screen; it gets the page as its one prop. */
export function open(screen: Component<{ page: Page }>): void {
  show();
  const target = document.getElementById('app');
  if (!target) return;
  target.replaceChildren();
  mount(screen, { target, props: { page: here() } });
}
