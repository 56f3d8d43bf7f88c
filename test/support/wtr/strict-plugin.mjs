/** Adds strict.ts to each test file, on its first line, so that line numbers stay true. */
export const strictPlugin = {
  name: 'strict',
  transform({ path, body }) {
    if (/^\/test\/.*\.test\.ts$/.test(path)) return { body: `import '/test/browser-support/strict.ts';${body}` };
  },
};
