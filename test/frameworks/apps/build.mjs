// Builds one app, for browsers and for a server: node build.mjs react-19
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { argv } from 'node:process';
import { build } from 'vite';

const root = fileURLToPath(new URL(`${argv[2]}/`, import.meta.url));
const entry = (name) => readdirSync(root).find((file) => file.startsWith(`${name}.`));
const output = { entryFileNames: '[name].js' };

await build({
  root,
  logLevel: 'warn',
  build: { outDir: 'dist/client', rollupOptions: { input: root + entry('client'), output } },
});
if (entry('server'))
  await build({
    root,
    logLevel: 'warn',
    // All of it inside: each app has packages of its own.
    ssr: { noExternal: true },
    build: { outDir: 'dist/server', ssr: entry('server'), rollupOptions: { output } },
  });
