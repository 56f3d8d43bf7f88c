import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'compiler-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a project says that TypeScript checks with `moduleResolution: node10`, which knows no `exports`. */
const code = `
  import 'nango-elements/define';
  import type {} from 'nango-elements/types/react';
  import type { NangoConnect } from 'nango-elements';
  import Nango from 'nango-elements/engine';
  import { connectBackend, type ConnectUser } from 'nango-elements/backend';
  import { NangoConnect as Wrapper } from 'nango-elements/react';
  import { fakeNango } from 'nango-elements/testing';
  import { languages } from 'nango-elements/locales';
  import german from 'nango-elements/locales/de';
  import 'nango-elements/nango-elements.min.js';

  const element: NangoConnect = document.createElement('nango-connect');
  element.addEventListener('nango-success', ({ detail }) => console.log(detail.connectionId));
  /** As a database gives it. */
  const user: ConnectUser = { id: '1', email: null, displayName: null, organization: null };
  export const all = [Nango, connectBackend({ secretKey: 'key', user: () => user }), Wrapper, fakeNango, languages, german];
`;

/** What the strictest options refuse where a type leaves out `undefined`. */
const unset = `
  import { connectBackend } from 'nango-elements/backend';
  import { Nango } from 'nango-elements/engine';
  import { NangoConnect, NangoCredentialsForm } from 'nango-elements/react';
  const [text, off, none] = [process.env.TEXT, undefined, undefined];
  declare const process: { env: Record<string, string | undefined> };
  const props: Parameters<typeof NangoConnect>[0] = { integrationId: text, disabled: off, inline: off, value: text, onSuccess: none };
  const form: Parameters<typeof NangoCredentialsForm>[0] = { host: text, required: off, theme: none, onError: none };
  const backend = { secretKey: text, host: text, user: () => ({ id: '1', email: text, tags: none }), allow: none, origins: none };
  export const all = [props, form, connectBackend(backend), new Nango({ host: text, publicKey: text, debug: off })];
`;

const common = { strict: true, noEmit: true, types: [], target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'] };

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'nango-elements'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
});

/** @returns what the compiler says */
async function compile(code: string, options: object): Promise<string> {
  writeFileSync(join(folder, 'page.ts'), code);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...common, ...options }, files: ['page.ts'] }),
  );
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin/tsc'), ['-p', folder], (_error, stdout) => resolve(stdout));
  });
}

test('types are found by moduleResolution node10 too', async () => {
  const older = { module: 'esnext', moduleResolution: 'node10', ignoreDeprecations: '6.0' };
  assert.equal(await compile(code, { ...older, noUncheckedSideEffectImports: true }), '');
});

test('what may be left out may be undefined, with exactOptionalPropertyTypes', async () => {
  const strict = { module: 'node16', exactOptionalPropertyTypes: true, verbatimModuleSyntax: true };
  assert.equal(await compile(unset, strict), '');
});
