import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * Where a type check sees a mistake, as `file:line`.
 * @param folder where it runs
 */
export async function mistakes(folder: string, command: string, options: readonly string[]): Promise<string[]> {
  const output = await new Promise<string>((resolve) =>
    execFile(command, options, { cwd: folder }, (_error, stdout, stderr) =>
      resolve(stripVTControlCharacters(stdout + stderr)),
    ),
  );
  // file(line,column): … of TypeScript, file:line:column - … of Angular, ERROR "file" line:column … of Svelte.
  const places = output.matchAll(/^(?:\d+ ERROR )?"?([\w./-]+?)"?[( :](\d+)[,:]\d+/gm);
  return [...new Set([...places].map(([, file, line]) => `${file}:${line}`))].sort();
}

/** The lines after those that say that something is wrong. */
export function marked(folder: string): string[] {
  const files = readdirSync(folder).filter((file) => /^wrong\./i.test(file));
  return files
    .flatMap((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      return lines.flatMap((line, index) => (/(\/\/|<!--) wrong: /.test(line) ? [`${file}:${index + 2}`] : []));
    })
    .sort();
}
