import { readdir, readFile } from 'node:fs/promises';

const root = new URL('../../', import.meta.url);
const folder = new URL('docs/recipes/backend/', root);

/** The recipes for backends, which the tests run: their text by name. */
export async function recipes(): Promise<Record<string, string>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
  const texts = files.map(async (file): Promise<[string, string]> => [
    file.replace(/\.ts$/, ''),
    await readFile(new URL(file, folder), 'utf8'),
  ]);
  return Object.fromEntries(await Promise.all(texts));
}

/** The hashes of the built files; none before `npm run build`. */
export async function integrity(): Promise<unknown> {
  try {
    return JSON.parse(await readFile(new URL('dist/integrity.json', root), 'utf8'));
  } catch {
    return {};
  }
}
