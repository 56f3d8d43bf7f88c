import { createServer } from 'node:http';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Said {
  readonly event: string;
  readonly at: number;
}

/** The page of the windowed test, and what it says. */
export interface Site {
  readonly url: string;
  /** What the page does next. */
  next(scenario: unknown): void;
  /** The page waits for what is next. */
  readonly asked: boolean;
  /** What it has said since then. */
  readonly said: readonly Said[];
  close(): void;
}

export async function startSite(): Promise<Site> {
  const page = fileURLToPath(new URL('page.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [page],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  const script = outputFiles[0]?.text ?? '';
  let said: Said[] = [];
  let scenario: unknown;
  let asked: (() => void) | undefined;
  const answer = () => {
    if (scenario === undefined) return;
    asked?.();
    asked = undefined;
  };

  const server = createServer((request, response) => {
    if (request.url === '/next') {
      // A browser that has been quit asks no more.
      response.on('close', () => {
        if (asked === give) asked = undefined;
      });
      const give = () => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(scenario));
        scenario = undefined;
      };
      asked = give;
      return answer();
    }
    if (request.url === '/log') {
      request.setEncoding('utf8').on('data', (event: string) => said.push({ event, at: Date.now() }));
      request.on('end', () => response.end());
      return;
    }
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript
        ? script
        : `<!doctype html><html style="height:100%"><meta charset="utf-8"><title>Windowed test</title>
      <link rel="icon" href="data:,"><h1>Click anywhere</h1><script type="module" src="/page.js"></script></html>`,
    );
  });
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The site has no port');
  return {
    url: `http://localhost:${address.port}`,
    next(one) {
      said = [];
      scenario = one;
      answer();
    },
    get asked() {
      return asked !== undefined;
    },
    get said() {
      return said;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
