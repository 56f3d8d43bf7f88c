import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { wantedBrowsers } from './scripts/browsers.mjs';

/** One project an engine; what is the same in every engine is tested in Chromium. */
const endToEnd = wantedBrowsers().map((engine) => ({
  test: {
    // `-- --watch` asks for it.
    watch: false,
    name: `e2e ${engine}`,
    include: [engine === 'chromium' ? 'test/e2e/**/*.test.ts' : 'test/e2e/cross-browser/*.test.ts'],
    provide: { engine },
    // A browser each. More at once only take the processor from each other.
    maxWorkers: 2,
    // Loading the servers takes longer than some files' tests.
    isolate: false,
    sequence: { groupOrder: 1 },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}));

const svelteKitEnv = fileURLToPath(new URL('test/backend/support/sveltekit-env.ts', import.meta.url));
const source = fileURLToPath(new URL('src', import.meta.url));

/** The names that the package has for others, in the recipes that tests run. */
const entryPoints = [
  { find: /^nango-elements\/engine$/, replacement: `${source}/engine/nango.ts` },
  { find: /^nango-elements$/, replacement: `${source}/index.ts` },
  { find: /^nango-elements\/((locales\/)?\w+)$/, replacement: `${source}/$1.ts` },
];

/** The tests that run in Node; those that run in browsers are in web-test-runner.config.mjs. */
export default defineConfig({
  test: {
    // `-- --watch` asks for it.
    watch: false,
    // Most tests wait for answers more than they compute.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias: entryPoints },
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // Each test puts back what it replaces, and one process starts faster than many.
          isolate: false,
          setupFiles: ['test/unit/support/page.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'sandbox',
          include: ['sandbox/test/**/*.test.ts'],
          testTimeout: 20_000,
          // Loading the server takes longer than most files' tests.
          isolate: false,
        },
      },
      {
        resolve: { alias: [...entryPoints, { find: '$env/dynamic/private', replacement: svelteKitEnv }] },
        test: { name: 'backend', include: ['test/backend/**/*.test.ts'], testTimeout: 20_000 },
      },
      {
        resolve: { alias: entryPoints },
        test: {
          name: 'testing',
          include: ['test/testing/**/*.test.ts', 'docs/recipes/testing/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        // The wrapper as a page's bundler takes it.
        resolve: { conditions: ['browser'] },
        test: {
          name: 'react',
          include: ['test/react/**/*.test.tsx'],
          server: { deps: { inline: ['@lit/react'] } },
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'frameworks',
          include: ['test/frameworks/*.test.ts'],
          globalSetup: 'test/frameworks/support/install.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 60_000 } },
      ...endToEnd,
    ],
  },
});
