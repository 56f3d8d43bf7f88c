import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { literalsHtmlCssMinifier } from '@literals/rollup-plugin-html-css-minifier';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

rmSync('dist', { recursive: true, force: true });

/** The single file has an entry of its own only if it holds more than the tags. */
const bundle = existsSync('src/bundle.ts') ? 'src/bundle.ts' : 'src/define.ts';
const doors = [
  ...typescriptIn('src').filter((file) => file !== 'src/bundle.ts'),
  ...typescriptIn('src/locales'),
  'src/engine/nango.ts',
];

/** The single file leaves the languages in the folder beside it; the browser finds them by the script's own URL. */
const languages = /\/locales\/\w+\.js$/;

const resolve = () => nodeResolve({ exportConditions: ['production', 'default'] });
const typescript = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.json' });

export default [
  {
    input: doors,
    external: (id) => !/^[./]/.test(id),
    output: { dir: 'dist', format: 'es', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true },
    plugins: [resolve(), typescript(), literalsHtmlCssMinifier()],
  },
  {
    input: bundle,
    external: languages,
    output: {
      file: 'dist/nango-elements.min.js',
      // A function called at once runs the same as a classic script and as a module.
      format: 'iife',
      name: 'NangoElements',
      sourcemap: true,
      inlineDynamicImports: true,
    },
    plugins: [resolve(), typescript(), literalsHtmlCssMinifier(), minify(), integrity()],
  },
];

function typescriptIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /(?<!\.d)\.ts$/.test(name))
    .map((name) => `${folder}/${name}`);
}

function minify() {
  return terser({ ecma: 2022, compress: { passes: 3 }, format: { comments: false } });
}

/** Prints what goes into a script tag's `integrity` attribute. */
function integrity() {
  return {
    name: 'integrity',
    generateBundle(_options, files) {
      for (const file of Object.values(files)) {
        if (file.type !== 'chunk') continue;
        console.log(`${file.fileName} sha384-${createHash('sha384').update(file.code).digest('base64')}`);
      }
    },
  };
}
