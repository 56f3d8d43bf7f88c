import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'older-resolution-'));
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

test('types are found by moduleResolution node10 too', async () => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'nango-elements'));
  writeFileSync(join(folder, 'page.ts'), code);
  const compilerOptions = {
    ...{ strict: true, noEmit: true, types: [], target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'] },
    ...{ module: 'esnext', moduleResolution: 'node10', ignoreDeprecations: '6.0', noUncheckedSideEffectImports: true },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['page.ts'] }));
  const said = await new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin/tsc'), ['-p', folder], (_error, stdout) => resolve(stdout));
  });
  assert.equal(said, '');
});
