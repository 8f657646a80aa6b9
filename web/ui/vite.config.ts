// Each screen is an entry of its own, so that what only the game master needs is never sent to a trainee.
// No inline script, no inline style, no data: fonts; the pages' Content-Security-Policy forbids them.
import { readdirSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const screens = readdirSync('src/entries').map((file) => file.replace(/\.ts$/, ''));

export default defineConfig({
  base: '/static/built/',
  plugins: [svelte()],
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  build: {
    outDir: '../static/built',
    emptyOutDir: true,
    manifest: true,
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
