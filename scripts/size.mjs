// Prints the sizes beside the design's goals. Where a goal is not reached yet, the size may not grow past its bound.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

const budgets = [
  { name: 'engine', code: await engineAlone(), goal: 4400, bound: 5500 },
  { name: 'nango-elements.min.js', code: readFileSync('dist/nango-elements.min.js'), goal: 18500, bound: 28900 },
];

for (const { name, code, goal, bound } of budgets) {
  const size = gzipSync(code, { level: 9 }).length;
  const over = size > goal ? `${size - goal} B over the goal` : 'within the goal';
  console.log(`${name}: ${size} B gzip; goal ${goal} B: ${over}`);
  if (size <= Math.max(goal, bound)) continue;
  console.error(`${name} grew past its bound of ${bound} B`);
  process.exitCode = 1;
}

/** The engine as an application's bundler would take it in. */
async function engineAlone() {
  const bundle = await rollup({ input: 'dist/engine/nango.js', plugins: [nodeResolve()] });
  const minified = terser({ ecma: 2022, module: true, compress: { passes: 3 }, format: { comments: false } });
  const { output } = await bundle.generate({ format: 'es', plugins: [minified] });
  await bundle.close();
  return output[0].code;
}
