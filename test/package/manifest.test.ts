import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { z } from 'zod';
import { authModes } from '../../src/engine/auth-modes.js';

const described = z.object({ name: z.string().default('the default slot'), description: z.string().optional() });
const list = z.array(described).default([]);
const declaration = described.extend({
  members: list,
  attributes: list,
  events: list,
  slots: list,
  cssParts: list,
  cssProperties: list,
  cssStates: list,
});
const manifest = z
  .object({ modules: z.array(z.object({ declarations: z.array(declaration).default([]) })) })
  .parse(JSON.parse(readFileSync(new URL('../../custom-elements.json', import.meta.url), 'utf8')));
const declarations = manifest.modules.flatMap((module) => module.declarations);

test('the manifest knows both elements, with all that can be seen of them', () => {
  for (const name of ['NangoConnect', 'NangoCredentialsForm']) {
    const element = declarations.find((each) => each.name === name);
    assert.ok(element, name);
    for (const kind of ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const)
      assert.notEqual(element[kind].length, 0, `${name}: ${kind}`);
  }
});

test('all that is public has a description', () => {
  const silent = declarations.flatMap(({ name, ...rest }) => [
    ...(rest.description ? [] : [name]),
    ...Object.entries(rest).flatMap(([kind, items]) =>
      Array.isArray(items)
        ? items.filter(({ description }) => !description).map((item) => `${name}, ${kind}: ${item.name}`)
        : [],
    ),
  ]);
  assert.deepEqual(silent, []);
});

test('editors offer as an attribute’s values what it can hold, and no name of a type', () => {
  const editorData = z.object({
    tags: z.array(
      z.object({
        attributes: z.array(
          z.object({ name: z.string(), values: z.array(z.object({ name: z.string() })).default([]) }),
        ),
      }),
    ),
  });
  const file = new URL('../../dist/vscode.html-custom-data.json', import.meta.url);
  for (const { attributes } of editorData.parse(JSON.parse(readFileSync(file, 'utf8'))).tags) {
    const offered = attributes
      .filter(({ values }) => values.length > 0)
      .map(({ name, values }) => [name, ...values.map((value) => value.name)]);
    assert.deepEqual(offered, [
      ['auth-mode', ...Object.keys(authModes)],
      ['theme', 'auto', 'light', 'dark'],
    ]);
  }
});

test('editors of style sheets offer each variable and each part, with its description', () => {
  const styles = z.object({ properties: z.array(described), pseudoElements: z.array(described) });
  const file = new URL('../../dist/vscode.css-custom-data.json', import.meta.url);
  const { properties, pseudoElements } = styles.parse(JSON.parse(readFileSync(file, 'utf8')));
  const explained = [...properties, ...pseudoElements].filter(({ description }) => description);
  const offered = new Set(explained.map(({ name }) => name));
  const wanted = declarations.flatMap(({ cssProperties, cssParts }) => [
    ...cssProperties.map(({ name }) => name),
    ...cssParts.map(({ name }) => `::part(${name})`),
  ]);
  assert.deepEqual(
    wanted.filter((name) => !offered.has(name)),
    [],
  );
});
