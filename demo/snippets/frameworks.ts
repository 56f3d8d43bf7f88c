import { tagOf, type Choices, type Snippet, type SnippetFile } from './choices.js';
import {
  asHtml,
  attributesOf,
  cssOf,
  escapeAngular,
  escapeBraces,
  escapeTemplate,
  fetchToken,
  indent,
  labelOf,
  tag,
  type Attribute,
} from './element.js';

const install = 'npm install nango-elements';

export function react(choices: Choices): Snippet {
  return {
    files: [{ name: 'ConnectAccount.tsx', text: reactComponent(choices) }, ...cssFile(choices)],
    notes: [install],
  };
}

export function next(choices: Choices): Snippet {
  const text = `'use client';\n\n${reactComponent(choices)}`;
  return {
    files: [{ name: 'app/ConnectAccount.tsx', text }, ...cssFile(choices, 'app/')],
    notes: [`${install}; then <ConnectAccount /> in a page.`],
  };
}

function reactComponent(choices: Choices): string {
  const component = tagOf(choices) === 'nango-connect' ? 'NangoConnect' : 'NangoCredentialsForm';
  const attributes = attributesOf(choices).map(([name, value]) => jsx([camel(name), value]));
  const all = [
    ...attributes,
    ...tokenAttribute(choices, 'sessionToken={fetchToken}'),
    `onSuccess={({ detail }) => console.log('Connected:', detail.connectionId)}`,
  ];
  return `import { ${component} } from 'nango-elements/react';
${cssImport(choices)}
export function ConnectAccount() {
  return (
${indent(tag(component, all, jsxText(labelOf(choices))), 4)}
  );
}
${after(fetchToken(choices, true))}`;
}

export function solid(choices: Choices): Snippet {
  const all = [
    ...attributesOf(choices).map(jsx),
    ...tokenAttribute(choices, 'prop:sessionToken={fetchToken}'),
    `on:nango-success={(event) => console.log('Connected:', event.detail.connectionId)}`,
  ];
  const text = `import 'nango-elements/define';
import type {} from 'nango-elements/types/solid';
${cssImport(choices)}
export function ConnectAccount() {
  return (
${indent(tag(tagOf(choices), all, jsxText(labelOf(choices))), 4)}
  );
}
${after(fetchToken(choices, true))}`;
  return { files: [{ name: 'ConnectAccount.tsx', text }, ...cssFile(choices)], notes: [install] };
}

export function vue(choices: Choices): Snippet {
  const all = [
    ...asTemplate(attributesOf(choices)),
    ...tokenAttribute(choices, ':session-token.prop="fetchToken"'),
    '@nango-success="connected"',
  ];
  const component = `<script setup lang="ts">
import 'nango-elements/define';
import type { NangoSuccessEvent } from 'nango-elements';
import type {} from 'nango-elements/types/vue';
${cssImport(choices)}
function connected({ detail }: NangoSuccessEvent) {
  console.log('Connected:', detail.connectionId);
}
${after(fetchToken(choices, true))}</script>

<template>
${indent(tag(tagOf(choices), all, escapeTemplate(labelOf(choices))), 2)}
</template>
`;
  const config = vueConfig(choices);
  return {
    files: [{ name: 'ConnectAccount.vue', text: component }, config, ...cssFile(choices)],
    notes: [install, `If ${config.name} exists, add only compilerOptions to it.`],
  };
}

/** The compiler has to know that the tag is no component. */
function vueConfig({ recipe }: Choices): SnippetFile {
  const options = "compilerOptions: { isCustomElement: (tag) => tag.startsWith('nango-') }";
  if (recipe === 'nuxt')
    return { name: 'nuxt.config.ts', text: `export default defineNuxtConfig({\n  vue: { ${options} },\n});\n` };
  const text = `import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue({ template: { ${options} } })],
});
`;
  return { name: 'vite.config.ts', text };
}

export function svelte(choices: Choices): Snippet {
  const all = [
    ...asTemplate(attributesOf(choices)),
    ...tokenAttribute(choices, 'sessionToken={fetchToken}'),
    'onnango-success={connected}',
  ];
  const text = `<script lang="ts">
${indent(
  `import 'nango-elements/define';
import type { NangoSuccessEvent } from 'nango-elements';
import type {} from 'nango-elements/types/svelte';
${cssImport(choices)}
function connected({ detail }: NangoSuccessEvent) {
  console.log('Connected:', detail.connectionId);
}
${after(fetchToken(choices, true))}`,
  2,
)}</script>

${tag(tagOf(choices), all, escapeTemplate(labelOf(choices)))}
`;
  return { files: [{ name: 'ConnectAccount.svelte', text }, ...cssFile(choices)], notes: [install] };
}

export function angular(choices: Choices): Snippet {
  const all = [
    ...asHtml(attributesOf(choices)).map(escapeBraces),
    ...tokenAttribute(choices, '[sessionToken]="fetchToken"'),
    '(nango-success)="connected($event)"',
  ];
  const css = cssOf(choices);
  const styles = css ? `  styles: \`\n${indent(css, 4)}  \`,\n` : '';
  const token = choices.token === 'function';
  const text = `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import 'nango-elements/define';
import type { NangoSuccessEvent } from 'nango-elements';

@Component({
  selector: 'app-connect-account',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
${indent(tag(tagOf(choices), all, escapeAngular(labelOf(choices))), 4)
  .replaceAll('\\', '\\\\')
  .replace(/`|\$\{/g, '\\$&')}
  \`,
${styles}})
export class ConnectAccount {
${token ? '  readonly fetchToken = fetchToken;\n\n' : ''}  connected({ detail }: NangoSuccessEvent) {
    console.log('Connected:', detail.connectionId);
  }
}
${after(fetchToken(choices, true))}`;
  return { files: [{ name: 'connect-account.ts', text }], notes: [install] };
}

function tokenAttribute({ token }: Choices, attribute: string): string[] {
  return token === 'function' ? [attribute] : [];
}

function jsx([name, value]: Attribute): string {
  if (value === true) return name;
  return /^[^"\\{}&]*$/.test(value) ? `${name}="${value}"` : `${name}={${JSON.stringify(value)}}`;
}

function jsxText(text: string): string {
  return /^[^{}<>&\\]*$/.test(text) ? text : `{${JSON.stringify(text)}}`;
}

function asTemplate(attributes: readonly Attribute[]): string[] {
  return asHtml(attributes).map((each) => each.replace(/[{}]/g, (sign) => `&#${sign.charCodeAt(0)};`));
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function cssImport(choices: Choices): string {
  return cssOf(choices) ? "import './connect.css';\n" : '';
}

function cssFile(choices: Choices, folder = ''): SnippetFile[] {
  const text = cssOf(choices);
  return text ? [{ name: `${folder}connect.css`, text }] : [];
}

function after(code: string): string {
  return code ? `\n${code}` : '';
}
