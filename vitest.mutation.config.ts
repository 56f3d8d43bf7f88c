import { defineConfig } from 'vitest/config';

/** The tests that a mutation run starts over and over: those of the engine and of the pure modules, in Node. */
export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    exclude: ['test/unit/**/*provider*.test.ts', 'test/unit/elements/pasted-text*.test.ts'],
    setupFiles: ['test/unit/support/page.ts'],
    isolate: false,
    testTimeout: 20_000,
  },
});
