import { readFileSync } from 'node:fs';
import { modulePathResolverPlugin } from '@wc-toolkit/module-path-resolver';
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

const built = (path) => path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
const declared = (path) => path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.d.ts');

/** The analyzer stumbles over a spread in a property's options. What our spreads hold is of no interest to it. */
const readable = (source) => source.replace(/,\s*\.\.\.\w+\s*}/g, ' }');

export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.styles.ts', 'src/locales/**'],
  outdir: '.',
  litelement: true,
  overrideModuleCreation: ({ ts, globs }) =>
    globs.map((path) => ts.createSourceFile(path, readable(readFileSync(path, 'utf8')), ts.ScriptTarget.ES2022, true)),
  plugins: [
    modulePathResolverPlugin({
      modulePathTemplate: built,
      definitionPathTemplate: built,
      typeDefinitionPathTemplate: declared,
    }),
    customElementVsCodePlugin({ outdir: 'dist', htmlFileName: 'vscode.html-custom-data.json', cssFileName: 'vscode.css-custom-data.json' }),
    customElementJetBrainsPlugin({ outdir: 'dist', webTypesFileName: 'web-types.json', packageJson: false }),
  ],
};
