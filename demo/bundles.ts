import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { build, type InlineConfig } from 'vite';

const scripts = /<script type="module" src="\/([^"]+)">/g;

/** Responds with the script at this path. Returns whether there is one. */
export type Bundles = (path: string, response: ServerResponse) => boolean;

/**
 * Bundles the scripts of pages, in memory and under the same paths: a browser loads a few files in less time than 150.
 *
 * @param pages paths of the HTML files
 */
export async function bundlesFor(pages: readonly URL[], config: InlineConfig & { root: string }): Promise<Bundles> {
  const texts = await Promise.all(pages.map((page) => readFile(page, 'utf8')));
  const entries = texts.flatMap((text) => Array.from(text.matchAll(scripts), ([, path = '']) => path));
  const built = await build({
    ...config,
    // Some modules are imported only to define the elements; package.json lists those of `dist` alone as having side effects.
    plugins: [{ name: 'side-effects', transform: () => ({ moduleSideEffects: true }) }],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(entries.map((path) => [path, `${config.root}${path}`])),
        output: { entryFileNames: '[name]', chunkFileNames: 'bundles/[hash].js' },
      },
    },
  });
  const chunks = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const files = new Map<string, string>(
    chunks.flatMap((each) => (each.type === 'chunk' ? [[`/${each.fileName}`, each.code] as const] : [])),
  );
  return (path, response) => {
    const file = files.get(path);
    if (file !== undefined) response.setHeader('content-type', 'text/javascript').end(file);
    return file !== undefined;
  };
}
