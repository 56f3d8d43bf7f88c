import ts from 'typescript';
import { afterEach, expect, test, vi } from 'vitest';
import { root } from '../../support/documents.js';
import { usePackages } from '../support/drop-in.js';
import { fakes, settle } from '../support/fakes.js';

// What the guide promises to pages of @nangohq/frontend: their program is this one, with another import.

usePackages();
afterEach(() => {
  vi.doUnmock('nango-elements/engine');
  vi.resetModules();
});

test.each(['nango-elements/engine', '@nangohq/frontend'])(
  'docs/recipes/engine/connect.ts connects with %s',
  async (name) => {
    const mocked = vi.fn(() => import('@nangohq/frontend'));
    if (name === '@nangohq/frontend') vi.doMock('nango-elements/engine', mocked);
    const { connect } = await import('../../../docs/recipes/engine/connect.js');
    const connected = connect('nango_connect_session_x', 'github');
    await settle();
    fakes.socket.ack('socket-id');
    await settle();
    expect(new URL(fakes.popup.visited[0] ?? '').pathname).toBe('/oauth/connect/github');
    fakes.socket.success('connection-1', 'github');
    expect(await connected).toBe('connection-1');
    expect(mocked).toHaveBeenCalledTimes(name === '@nangohq/frontend' ? 1 : 0);
  },
);

test('docs/recipes/engine/connect.ts compiles with @nangohq/frontend', { timeout: 120_000 }, () => {
  const program = ts.createProgram([`${root}docs/recipes/engine/connect.ts`], {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: { 'nango-elements/engine': [`${root}node_modules/@nangohq/frontend`] },
  });
  const problems = ts.getPreEmitDiagnostics(program);
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
  expect(program.getSourceFiles().some(({ fileName }) => fileName.includes('@nangohq/frontend'))).toBe(true);
});
