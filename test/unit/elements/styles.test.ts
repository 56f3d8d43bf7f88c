import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import bcd from '@mdn/browser-compat-data/forLegacyNode';
import type { CompatStatement, SimpleSupportStatement } from '@mdn/browser-compat-data/types';
import { parse, walk, type CssNode } from 'css-tree';
import { test } from 'vitest';
import { z } from 'zod';

/** A feature, and those below it. */
type CompatData = Readonly<Record<string, unknown>> & { readonly __compat?: CompatStatement };

/** What is nice to have: why nobody misses it where the browser doesn't know it. */
const harmless = new Map([
  ['@starting-style', 'the dialog is there at once'],
  ['content-visibility', 'a list of hundreds is slower'],
  ['contain-intrinsic-size', 'it belongs to content-visibility'],
  ['forced-color-adjust', 'Safari has no forced colors'],
  ['overscroll-behavior', 'modal.ts stops the wheel'],
  ['ui-monospace', 'monospace comes after it'],
  ['-webkit-text-security', 'controls.ts makes it a password field'],
  [':dir', 'the arrow back points the other way on a page from right to left'],
]);

const { browserslist } = z
  .object({ browserslist: z.array(z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const oldest = browserslist.map((line) => line.split(' '));

/** All style sheets of the sources, by file. */
const sheets = readdirSync('src/elements', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) =>
    [...readFileSync(`src/elements/${name}`, 'utf8').matchAll(/\bcss`([^`]*)`/g)].map(
      ([, text = '']) => [name, text] as const,
    ),
  );

/** Whether the oldest browsers have a feature, whatever its prefix; nothing that isn't known is missing. */
function missing(feature: CompatData | undefined): boolean {
  const support = feature?.__compat?.support;
  if (!support) return false;
  return oldest.some(([browser = '', floor]) => {
    const statement = Object.entries(support).find(([name]) => name === browser)?.[1];
    const all: readonly SimpleSupportStatement[] = statement ? [statement].flat() : [];
    return !all.some(
      ({ version_added: added, version_removed: removed, flags }) =>
        typeof added === 'string' && Number.parseFloat(added.replace('≤', '')) <= Number(floor) && !removed && !flags,
    );
  });
}

/** A feature somewhere below another one. */
function below(data: unknown, name: string): CompatData | undefined {
  if (!isData(data)) return undefined;
  const direct = own(data, name);
  if (direct) return direct;
  for (const [key, each] of Object.entries(data)) {
    const found = key === '__compat' ? undefined : below(each, name);
    if (found) return found;
  }
  return undefined;
}

function own(data: unknown, name: string): CompatData | undefined {
  const found = isData(data) && Object.hasOwn(data, name) ? data[name] : undefined;
  return isData(found) ? found : undefined;
}

function isData(data: unknown): data is CompatData {
  return typeof data === 'object' && data !== null;
}

/** What of a style sheet the oldest browsers lack, outside of an `@supports` that asks for it. */
function lacking(text: string): string[] {
  const { properties, selectors, types } = bcd.css;
  const found = new Set<string>();
  const check = (name: string, feature: CompatData | undefined): void => {
    if (missing(feature)) found.add(name);
  };
  let property: CompatData | undefined;
  const tree = parse(text, { parseCustomProperty: true, onParseError: (error) => assert.fail(error.formattedMessage) });
  walk(tree, {
    enter(node: CssNode) {
      if (node.type === 'Atrule') {
        check(`@${node.name}`, own(bcd.css['at-rules'], node.name));
        if (node.name === 'supports' && node.prelude) return walk.skip;
      } else if (node.type === 'Feature') {
        check(`(${node.name})`, own(own(bcd.css['at-rules'], 'media'), node.name));
      } else if (node.type === 'PseudoClassSelector' || node.type === 'PseudoElementSelector') {
        check(`:${node.name}`, own(selectors, node.name));
      } else if (node.type === 'NestingSelector') {
        check('&', own(selectors, 'nesting'));
      } else if (node.type === 'Declaration') {
        property = own(properties, node.property);
        assert.ok(property || node.property.startsWith('--'), `${node.property} is a property`);
        check(node.property, property);
        // Its values are as new as it is.
        if (harmless.has(node.property)) return walk.skip;
      } else if (node.type === 'Function') {
        check(`${node.name}()`, below(types, node.name) ?? own(property, node.name));
      } else if (node.type === 'Identifier') {
        check(node.name, own(property, node.name));
      } else if (node.type === 'Dimension' && /^[dsl]v/.test(node.unit)) {
        check(node.unit, own(own(types, 'length'), 'viewport_percentage_units_dynamic'));
      }
      return undefined;
    },
    leave(node: CssNode) {
      if (node.type === 'Declaration') property = undefined;
    },
  });
  return [...found];
}

test('the style sheets use nothing that the oldest browsers lack, but behind @supports', () => {
  assert.ok(sheets.length >= 6);
  assert.deepEqual(
    sheets.flatMap(([name, text]) =>
      lacking(text).flatMap((feature) => (harmless.has(feature) ? [] : [`${name}: ${feature}`])),
    ),
    [],
  );
});

test('what is too new is noticed', () => {
  for (const [text, feature] of [
    ['a { color: light-dark(red, blue) }', 'light-dark()'],
    ['a { --x: light-dark(red, blue) }', 'light-dark()'],
    ['a:has(b) { color: red }', ':has'],
    ['a { &:hover { color: red } }', '&'],
    ['a { field-sizing: content }', 'field-sizing'],
    ['a { text-wrap: balance }', 'text-wrap'],
    ['a { anchor-name: --a }', 'anchor-name'],
    ['a { inline-size: calc-size(auto, size) }', 'calc-size()'],
    ['@scope (a) { b { color: red } }', '@scope'],
    ['a:popover-open { color: red }', ':popover-open'],
    ['a { content-visibility: auto }', 'content-visibility'],
  ] as const) {
    assert.ok(lacking(text).includes(feature), `${feature} in ${text}: ${lacking(text).join()}`);
  }
  assert.deepEqual(lacking('@supports (color: light-dark(red, red)) { a { color: light-dark(red, blue) } }'), []);
});
