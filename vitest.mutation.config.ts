import { defineConfig } from 'vitest/config';

/** The tests that a mutation run starts over and over: those of the engine and of the pure modules, in Node. */
export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    exclude: [
      // They look at files, not at what the code does.
      'test/unit/*.test.ts',
      'test/unit/demo/**',
      // Thousands of cases each, of what others test by name; a mutant would start all of them.
      'test/unit/**/*provider*.test.ts',
      'test/unit/elements/pasted-text*.test.ts',
      'test/unit/engine/orders.test.ts',
      'test/unit/engine/drop-in-recipe.test.ts',
    ],
    setupFiles: ['test/unit/support/page.ts'],
    isolate: false,
    testTimeout: 20_000,
  },
});
