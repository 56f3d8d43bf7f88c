import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import {
  ASTWithSource,
  Interpolation,
  LiteralPrimitive,
  parseTemplate,
  TmplAstBoundAttribute,
  TmplAstBoundText,
  TmplAstElement,
  TmplAstText,
} from '@angular/compiler';
import type { AST as AngularExpression, TmplAstNode } from '@angular/compiler';
import { Window } from 'happy-dom';
import { parse as parseSvelte } from 'svelte/compiler';
import type { AST as Svelte } from 'svelte/compiler';
import ts from 'typescript';
import { describe, it } from 'vitest';
import { parse as parseVue } from 'vue/compiler-sfc';
import { isKey, places, type Place } from '../../../demo/snippets/choices.js';
import { snippet } from '../../../demo/snippets/snippet.js';
import { choicesFor } from '../../support/snippet-choices.js';

/** What reads as something else in one of the places where it may stand. */
const values = [
  ...[
    '<b>x</b>',
    '</script>',
    '</template>',
    '<!--',
    '-->',
    '&amp; &lt;',
    '&#123;',
    '&copy=1',
    `"'`,
    `'`,
    '"',
    '->',
    ']]>',
  ],
  ...[
    '{{ 1 + 1 }}',
    '{{',
    '}}',
    '{ x }',
    '{',
    '}',
    '{}',
    '{/* x */}',
    '{"a":1}',
    "{'",
    '@if (x) {',
    '{#if x}',
    '{@html x}',
  ],
  ...['{n, plural, one {x} other {y}}', '${x}', '`', 'a`b${c}d\\', 'a\\nb', '\\', '\\u0041', '$&', '//', '#a', '[x]'],
  ...['<?php x ?>', '<%= x %>', '[gallery]', '日本語'],
];

interface Read {
  /** Its text. */
  readonly label: string;
  /** Its attribute or property `integration-id`. */
  readonly id: string | undefined;
}

const ofHtml =
  (selector: string, attribute: string) =>
  (text: string): Read => {
    const { document } = new Window();
    document.body.innerHTML = text;
    const element = document.querySelector(selector);
    return { label: element?.textContent ?? '', id: element?.getAttribute(attribute) ?? undefined };
  };

/** Runs the component as React does, and takes what it gives the element. */
const ofJsx =
  (property: string) =>
  (text: string): Read => {
    const { JsxEmit, ModuleKind, ScriptTarget } = ts;
    const compilerOptions = { jsx: JsxEmit.React, module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    const { outputText } = ts.transpileModule(text.replace(/^import .*$/gm, ''), { compilerOptions });
    const read: Read[] = [];
    const createElement = (_: unknown, given: Record<string, unknown>, ...children: unknown[]): void => {
      read.push({ label: children.join(''), id: String(given[property]) });
    };
    runInNewContext(`${outputText};exports.ConnectAccount()`, {
      exports: {},
      React: { createElement },
      NangoConnect: '',
    });
    return read[0] ?? { label: '', id: undefined };
  };

function ofVue(text: string): Read {
  const { descriptor, errors } = parseVue(text);
  assert.deepEqual(errors, []);
  const [element] = (descriptor.template?.ast?.children ?? []).flatMap((node) => ('props' in node ? [node] : []));
  const given = element?.props.find(({ name }) => name === 'integration-id');
  return {
    // An expression's content is no text.
    label: (element?.children ?? [])
      .map((node) => ('content' in node && typeof node.content === 'string' ? node.content : ''))
      .join(''),
    id: given && 'value' in given ? given.value?.content : undefined,
  };
}

function ofSvelte(text: string): Read {
  const { fragment } = parseSvelte(text, { modern: true });
  const element = fragment.nodes.find((node) => node.type === 'RegularElement');
  const attributes = element?.attributes.flatMap((each) => (each.type === 'Attribute' ? [each] : []));
  const value = attributes?.find(({ name }) => name === 'integration-id')?.value;
  const textOf = (nodes: readonly (Svelte.Fragment['nodes'][number] | Svelte.ExpressionTag)[]): string =>
    nodes.map((node) => (node.type === 'Text' ? node.data : `(${node.type})`)).join('');
  return {
    label: textOf(element?.fragment.nodes ?? []),
    id: Array.isArray(value) ? textOf(value) : undefined,
  };
}

function ofAngular(text: string): Read {
  const [, literal = ''] = /template: (`(?:\\[^]|[^\\`])*`)/.exec(text) ?? [];
  const template: unknown = runInNewContext(literal);
  const { nodes, errors } = parseTemplate(String(template), 'template.html', { preserveWhitespaces: true });
  assert.deepEqual(errors ?? [], []);
  const [element] = nodes.flatMap((node) => (node instanceof TmplAstElement ? [node] : []));
  const given = [...(element?.attributes ?? []), ...(element?.inputs ?? [])].find(
    ({ name }) => name === 'integration-id',
  );
  return {
    label: (element?.children ?? []).map(angularText).join(''),
    id: given instanceof TmplAstBoundAttribute ? angularValue(given.value) : given?.value,
  };
}

function angularText(node: TmplAstNode): string {
  if (node instanceof TmplAstText) return node.value;
  return node instanceof TmplAstBoundText ? angularValue(node.value) : `(${node.constructor.name})`;
}

/** What an interpolation of literals comes to. */
function angularValue(value: AngularExpression): string {
  const expression: unknown = value instanceof ASTWithSource ? value.ast : value;
  if (!(expression instanceof Interpolation)) return '(an expression)';
  const given = expression.expressions.map((each) =>
    each instanceof LiteralPrimitive ? String(each.value) : '(code)',
  );
  return expression.strings.map((text, index) => text + (given[index] ?? '')).join('');
}

/** For each place: in which file the element is, and how that place reads it. */
const readers: Readonly<Record<Place, readonly [file: string, read: (text: string) => Read]>> = {
  html: ['index.html', ofHtml('nango-connect', 'integration-id')],
  wordpress: ['Custom HTML block', ofHtml('a', 'data-integration-id')],
  webflow: ['Code embed', ofHtml('nango-connect', 'integration-id')],
  react: ['ConnectAccount.tsx', ofJsx('integrationId')],
  next: ['app/ConnectAccount.tsx', ofJsx('integrationId')],
  vue: ['ConnectAccount.vue', ofVue],
  angular: ['connect-account.ts', ofAngular],
  svelte: ['ConnectAccount.svelte', ofSvelte],
  solid: ['ConnectAccount.tsx', ofJsx('integration-id')],
};

describe('What is typed into the snippet builder', () => {
  for (const place of Object.keys(places).filter((key) => isKey(places, key))) {
    it(`is read as it was typed in ${places[place]}`, () => {
      const [name, read] = readers[place];
      for (const value of values) {
        const { files } = snippet(choicesFor({ place, label: value, integrationId: value }));
        const { label, id } = read(files.find((file) => file.name === name)?.text ?? '');
        assert.deepEqual([label.trim(), id], [value.trim(), value]);
      }
    });
  }
});
