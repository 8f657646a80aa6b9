/** The drill of this screen, for panels and composers below it. */
import { getContext, setContext } from 'svelte';
import type { DrillStore } from './drill.svelte';
import type { Clock } from './protocol';

const KEY = Symbol('drill');

export function setDrill<View extends { clock: Clock }>(store: DrillStore<View>): DrillStore<View> {
  return setContext(KEY, store);
}

export function useDrill<View extends { clock: Clock }>(): DrillStore<View> {
  return getContext<DrillStore<View>>(KEY);
}
