import { readFileSync } from 'node:fs';
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

/** The analyzer stumbles over a spread in a property's options. What our spreads hold is of no interest to it. */
const readable = (source) => source.replace(/,\s*\.\.\.\w+\s*}/g, ' }');

/** Turns the paths of sources into the paths of the modules that are published. */
const publishedPaths = {
  name: 'published-paths',
  packageLinkPhase({ customElementsManifest }) {
    for (const object of objectsIn(customElementsManifest)) {
      for (const key of ['path', 'module']) {
        if (typeof object[key] === 'string') object[key] = object[key].replace(/^\/?src\/(.*)\.[jt]s$/, 'dist/$1.js');
      }
    }
  },
};

function objectsIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

export default {
  // What a page can see of the package: the tags, what they inherit, the events.
  globs: [
    'src/define.ts',
    'src/elements/nango-*.ts',
    'src/elements/connect-flow.ts',
    'src/elements/form-control.ts',
    'src/elements/*-element.ts',
    'src/elements/events.ts',
  ],
  outdir: '.',
  litelement: true,
  overrideModuleCreation: ({ ts, globs }) =>
    globs.map((path) => ts.createSourceFile(path, readable(readFileSync(path, 'utf8')), ts.ScriptTarget.ES2022, true)),
  plugins: [
    publishedPaths,
    customElementVsCodePlugin({ outdir: 'dist' }),
    customElementJetBrainsPlugin({ outdir: 'dist', packageJson: false }),
  ],
};
