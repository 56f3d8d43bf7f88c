// Prints the sizes that the design bounds, and fails over a bound.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

const budgets = [
  ['engine', await engineAlone(), 4400],
  ['nango-elements.min.js', readFileSync('dist/nango-elements.min.js'), 18500],
];

for (const [name, code, bound] of budgets) {
  const size = gzipSync(code, { level: 9 }).length;
  const over = size > bound;
  console.log(`${name}: ${size} B of ${bound} B, gzip${over ? ` - ${size - bound} B OVER the budget` : ''}`);
  if (over) process.exitCode = 1;
}

/** The engine as an application's bundler would take it in. */
async function engineAlone() {
  const bundle = await rollup({ input: 'dist/engine/nango.js', plugins: [nodeResolve()] });
  const minified = terser({ ecma: 2022, module: true, compress: { passes: 3 }, format: { comments: false } });
  const { output } = await bundle.generate({ format: 'es', plugins: [minified] });
  await bundle.close();
  return output[0].code;
}
