import { readFileSync } from 'node:fs';
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';
import ts from 'typescript';

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

/** The analyzer does not read the tables that declare the attributes: the one of both elements, and an element's own. */
const attributeTables = {
  name: 'attribute-tables',
  moduleLinkPhase({ moduleDoc }) {
    for (const declaration of moduleDoc.declarations ?? []) {
      if (declaration.kind !== 'class') continue;
      const shared = declaration.name === 'NangoElement' ? rowsIn('src/elements/attributes.ts') : [];
      const own = rowsIn(moduleDoc.path).map((row) => ({ ...row, ...memberOf(declaration, row.name) }));
      for (const { attribute, ...row } of [...shared, ...own]) {
        declaration.members = [...declaration.members.filter(({ name }) => name !== row.name), { ...row, attribute }];
        if (!attribute) continue;
        const texts = { ...textsOf(row), type: { text: attributeType(row.type.text) } };
        (declaration.attributes ??= []).push({ name: attribute, fieldName: row.name, ...texts });
      }
      // This one is read by hand, beside the tables.
      const value = declaration.attributes?.find(({ name }) => name === 'value');
      if (value) Object.assign(value, { fieldName: 'value', type: { text: 'string' }, ...valueText });
    }
  },
};

const valueText = {
  description:
    'The id of the connection that the page knows: starts connected, and a reset of the form goes back to it.',
};
const textsOf = ({ type, description }) => ({ type, description });

/** Of a property's types those that text can say: editors offer each one as a value. */
function attributeType(text) {
  const types = text.split(' | ').flatMap((type) => (type === 'AuthMode' ? modes : type));
  return types.filter((type) => /^(?:string|number|boolean|undefined|'.*')$/.test(type)).join(' | ');
}

/** The rows of the table of auth modes, as literals. */
const modes = Array.from(
  readFileSync('src/engine/auth-modes.ts', 'utf8').matchAll(/^  ([A-Z][A-Z0-9_]*): \{/gm),
  ([, mode]) => `'${mode}'`,
);

const memberOf = ({ members }, wanted) => textsOf(members.find(({ name }) => name === wanted) ?? {});

/** The rows of a file's table: properties whose values are made by `value()`, `flag()` or `propertyOnly()`. */
function rowsIn(path) {
  const rows = [];
  const visit = (node) => {
    const maker = ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer) && node.initializer;
    if (maker && /^(value|flag|propertyOnly)$/.test(maker.expression.text)) rows.push(rowOf(node, maker));
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true));
  return rows;
}

function rowOf(node, maker) {
  const name = node.name.text;
  const kind = maker.expression.text;
  const held = maker.typeArguments?.[0].getText() ?? 'string';
  return {
    kind: 'field',
    name,
    type: { text: kind === 'flag' ? 'boolean' : `${held} | undefined` },
    description: ts.getJSDocCommentsAndTags(node)[0]?.comment,
    attribute: kind === 'propertyOnly' ? undefined : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    reflects: /reflect: true/.test(maker.getText()) || undefined,
  };
}

/** What a page can use: nothing private, and none of what only the browser or Lit calls. */
const publicOnly = {
  name: 'public-only',
  moduleLinkPhase({ moduleDoc }) {
    for (const declaration of moduleDoc.declarations ?? []) {
      const names = new Set();
      declaration.members = declaration.members?.filter(
        ({ name, privacy = 'public', static: isStatic }) =>
          // Of a method with overloads, the first stands for all.
          privacy === 'public' && !isStatic && !/^#|Callback$/.test(name) && !names.has(name) && names.add(name),
      );
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
    'src/elements/form-associated-element.ts',
    'src/elements/events.ts',
  ],
  outdir: '.',
  litelement: true,
  overrideModuleCreation: ({ ts, globs }) =>
    globs.map((path) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true)),
  plugins: [
    publishedPaths,
    attributeTables,
    publicOnly,
    customElementVsCodePlugin({ outdir: 'dist' }),
    customElementJetBrainsPlugin({ outdir: 'dist', packageJson: false }),
  ],
};
