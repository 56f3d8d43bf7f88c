// Writes the tables of the reference from custom-elements.json, between the comments that name them.
import { readFileSync, writeFileSync } from 'node:fs';

const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
const declarations = modules.flatMap((module) => module.declarations ?? []);

const cell = (value = '') =>
  String(value)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
const code = (value) => (value ? `\`${cell(value)}\`` : '');
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The manifest's declaration of an element. */
function element(tag) {
  return declarations.find((declaration) => declaration.tagName === tag) ?? { members: [] };
}

function lineage(tag) {
  const found = [];
  for (let one = element(tag); one; one = declarations.find(({ name }) => name === one.superclass?.name))
    found.push(one);
  return found;
}

const firstOfName = (list) => list.filter((one, index) => list.findIndex(({ name }) => name === one.name) === index);
const gather = (tag, kind) => firstOfName(lineage(tag).flatMap((declaration) => declaration[kind] ?? []));

const sections = {
  attributes: () =>
    table(
      ['attribute', 'property', 'type', 'meaning'],
      gather('nango-credentials-form', 'attributes').map((one) => [
        code(one.name),
        code(one.fieldName),
        // The property's, which may be more than text.
        code(gather('nango-credentials-form', 'members').find(({ name }) => name === one.fieldName)?.type?.text),
        cell(one.description),
      ]),
    ),
};

for (const tag of ['nango-connect', 'nango-credentials-form']) {
  sections[`${tag} pieces`] = () =>
    table(
      ['kind', 'name', 'meaning'],
      [
        ['slots', 'slot'],
        ['cssParts', 'part'],
        ['cssProperties', 'variable'],
      ].flatMap(([kind, label]) =>
        gather(tag, kind).map((one) => [
          label,
          one.name ? code(one.default ? `${one.name}: ${one.default}` : one.name) : '(default)',
          cell(one.description),
        ]),
      ),
    );
}

const file = 'docs/reference.md';
let text = readFileSync(file, 'utf8');
for (const [name, make] of Object.entries(sections)) {
  const [begin, end] = [`<!-- ${name}: made by npm run manifest -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} lacks ${begin} … ${end}`);
  text = `${text.slice(0, from + begin.length)}\n\n${make()}\n\n${text.slice(to)}`;
}
writeFileSync(file, text);
