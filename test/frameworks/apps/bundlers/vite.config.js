/** @type {import('vite').UserConfig} */
export default {
  logLevel: 'warn',
  build: {
    outDir: 'dist/vite',
    rollupOptions: { input: ['main.js', 'engine.js'], output: { entryFileNames: '[name].js' } },
  },
};
