// Builds one app, for browsers and for a server: node build.mjs react-19
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const name = argv[2];
const root = fileURLToPath(new URL(`${name}/`, import.meta.url));
const entry = (of) => readdirSync(root).find((file) => file.startsWith(`${of}.`));
const output = { entryFileNames: '[name].js', assetFileNames: '[name][extname]' };

// Angular's templates are compiled before anything can be bundled.
const isAngular = existsSync(`${root}tsconfig.app.json`);
if (isAngular) {
  const ngc = fileURLToPath(new URL('node_modules/.bin/ngc', import.meta.url));
  execFileSync(ngc, ['-p', 'tsconfig.app.json'], { cwd: root, stdio: 'inherit' });
}

await build({
  root,
  logLevel: 'warn',
  build: {
    outDir: 'dist/client',
    rollupOptions: { input: root + (isAngular ? `dist/compiled/${name}/client.js` : entry('client')), output },
  },
});
if (entry('server'))
  await build({
    root,
    logLevel: 'warn',
    // All of it inside: each app has packages of its own.
    ssr: { noExternal: true },
    build: { outDir: 'dist/server', ssr: entry('server'), rollupOptions: { output } },
  });
