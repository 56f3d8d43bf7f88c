import { createServer } from 'node:http';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';

const folder = fileURLToPath(new URL('pages', import.meta.url));

export interface Site {
  readonly url: string;
  /** What the page sends to `/report` next. */
  report(): Promise<Record<string, number>>;
  close(): void;
}

/** Serves a page for each file of `pages`, with one button and the file, bundled as an application would be. */
export async function startSite(): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: ['ours', 'theirs', 'field', 'many', 'elements'].map((name) => `${folder}/${name}.ts`),
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    // What the package says of `dist` is not true of `src`.
    ignoreAnnotations: true,
    outdir: '/',
  });
  const scripts = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  const waiting: ((report: Record<string, number>) => void)[] = [];

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/report') {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          response.end();
          waiting.shift()?.(z.record(z.string(), z.number()).parse(JSON.parse(Buffer.concat(chunks).toString())));
        });
      return;
    }
    if (pathname === '/session') return response.setHeader('content-type', 'application/json').end('{"token":"t"}');
    const script = scripts.get(pathname);
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      script ??
        `<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">
      <button style="position:fixed;left:100px;top:100px;width:200px;height:60px">Connect</button>
      <script type="module" src="${pathname}.js"></script>`,
    );
  });
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The site has no port');
  return {
    url: `http://localhost:${address.port}`,
    report: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
