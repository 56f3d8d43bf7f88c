import assert from 'node:assert/strict';
import ts from 'typescript';
import { test } from 'vitest';
import { pages, root } from '../support/documents.js';

/** The members of the unions that src/engine/errors.ts exports, as the compiler knows them. */
function errorTypes(): string[] {
  const file = `${root}src/engine/errors.ts`;
  const program = ts.createProgram([file], { strict: true, types: [] });
  const source = program.getSourceFile(file);
  assert.ok(source);
  const checker = program.getTypeChecker();
  return source.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ name }) => ['OwnErrorType', 'ServerErrorType'].includes(name.text))
    .map((alias) => checker.getTypeAtLocation(alias))
    .flatMap((type) => (type.isUnion() ? type.types : [type]))
    .map((member) => (member.isStringLiteral() ? member.value : ''));
}

test('the guide to troubleshooting has each error type once, and no other', { timeout: 120_000 }, () => {
  const guide = pages.find(({ path }) => path === 'docs/guides/troubleshooting.md')?.text ?? '';
  const firstCells = [...guide.matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell = '']) => cell);
  const entries = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, type]) => type));
  const types = errorTypes();
  assert.ok(types.length > 70);
  assert.deepEqual(entries.filter((entry) => entry !== 'type').sort(), types.sort());
});
