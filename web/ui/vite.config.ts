// Each screen is an entry of its own, so that what only the game master needs is never sent to a trainee.
// No inline script, no inline style, no data: fonts; the pages' Content-Security-Policy forbids them.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const screens = ['lobby', 'incident', 'console', 'responder', 'observer', 'scorecard'];

export default defineConfig({
  base: '/static/built/',
  plugins: [svelte()],
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  build: {
    outDir: '../static/built',
    emptyOutDir: true,
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      input: Object.fromEntries(screens.map((name) => [name, `src/entries/${name}.ts`])),
    },
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'] },
});
