/** What the commander's screen fetches once it is up: all that is not needed to read it. */
export { default as Acts } from './Acts.svelte';
export { default as Composers } from './Composers.svelte';
export { default as Practises } from './Practises.svelte';
export { default as Ended } from '../../panels/Ended.svelte';
export { default as Guide } from '../../panels/Guide.svelte';
export { default as StatusPage } from '../../panels/StatusPage.svelte';
