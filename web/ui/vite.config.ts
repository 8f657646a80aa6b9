// Each screen is an entry of its own, so that what only the game master needs is never sent to a trainee.
// No inline script, no inline style, no data: fonts; the pages' Content-Security-Policy forbids them.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const screens = readdirSync('src/entries').map((file) => file.replace(/\.ts$/, ''));

/** Only the WebSocket is ever dialled: engine.io-client without its polling and WebTransport. */
function websocketOnly(): Plugin {
  const transports = fileURLToPath(new URL('src/transports.ts', import.meta.url));
  return {
    name: 'websocket-only',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer?.includes('/engine.io-client/')) return null;
      if (source === './transports/index.js') return transports;
      if (!/\/(polling|webtransport)/.test(source)) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found && { ...found, moduleSideEffects: false };
    },
  };
}

/**
 * What the commander's screen needs at once goes into one file, whoever else shares parts of it: many small files
 * together are a tenth heavier, and this screen has a budget (tests/web/test_page_weight.py).
 */
function atOnce(
  id: string,
  graph: { getModuleInfo(id: string): { importedIds: readonly string[] } | null },
): string | null {
  if (/\/(entries|screens)\//.test(id)) return null; // a screen begins when it is loaded: never from a shared file
  const needs = (entry: string, seen = new Set<string>()): Set<string> => {
    const todo = [fileURLToPath(new URL(`src/entries/${entry}.ts`, import.meta.url))];
    for (let one = todo.pop(); one; one = todo.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      todo.push(...(graph.getModuleInfo(one)?.importedIds ?? []));
    }
    return seen;
  };
  return needs('incident').has(id) && !needs('lobby').has(id) ? 'seat' : null;
}

export default defineConfig({
  base: '/static/built/',
  plugins: [websocketOnly(), svelte()],
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
      output: { codeSplitting: { groups: [{ name: atOnce, includeDependenciesRecursively: false }] } },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testing/browser.ts'],
  },
});
