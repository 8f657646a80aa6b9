/** What the commander's screen fetches once it is up: all that is not needed to read it. */
export { default as Acts } from './Acts.svelte';
export { default as Composers } from './Composers.svelte';
export { default as Console } from '../../panels/Console.svelte';
export { default as Guide } from '../../panels/Guide.svelte';
export { default as HeadsDown } from '../../panels/HeadsDown.svelte';
export { default as Promises } from '../../panels/Promises.svelte';
export { default as Room } from '../../panels/Room.svelte';
export { default as StatusPage } from '../../panels/StatusPage.svelte';
export { default as Work } from '../../panels/Work.svelte';
