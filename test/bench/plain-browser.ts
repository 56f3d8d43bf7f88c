import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { chromiumArgs, ensureBrowsers } from '../../scripts/browsers.mjs';

const page = z.object({ webSocketDebuggerUrl: z.url() });
const heapUsage = z.object({ result: z.object({ usedSize: z.number() }) });

/**
 * A Chromium of which only one page is driven. Playwright and its like attach to each popup too and hold it until they
 * have, which would be measured as well.
 */
export interface PlainBrowser {
  open(url: string): Promise<void>;
  mouse(type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', x: number, y: number): Promise<void>;
  /** Bytes of the page's script heap, after a garbage collection. */
  heap(): Promise<number>;
  close(): Promise<void>;
}

/**
 * @param program `headlessChromium` draws no windows, so that popups take less of the processor
 * @param more arguments for it
 */
export async function startPlainBrowser(
  program: 'chromium' | 'headlessChromium' = 'chromium',
  ...more: readonly string[]
): Promise<PlainBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'bench-'));
  const { [program]: command = program } = ensureBrowsers(['chromium']);
  const args = [
    ...chromiumArgs,
    ...more,
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  const kill = () => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', kill);

  const port = await portOf(profile);
  const answer = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, { method: 'PUT' });
  const socket = new WebSocket(page.parse(await answer.json()).webSocketDebuggerUrl);
  await once(socket, 'open');
  let last = 0;
  const send = async (method: string, params: object = {}) => {
    const id = ++last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise<string>((resolve) => {
      const hear = (data: Buffer) => {
        const answer = data.toString();
        if (!answer.startsWith(`{"id":${id},`)) return;
        socket.off('message', hear);
        resolve(answer);
      };
      socket.on('message', hear);
    });
  };
  return {
    open: async (url) => void (await send('Page.navigate', { url })),
    async mouse(type, x, y) {
      const pressed = type === 'mouseMoved' ? {} : { button: 'left', clickCount: 1 };
      await send('Input.dispatchMouseEvent', { type, x, y, ...pressed });
    },
    async heap() {
      // What one collection frees may keep more alive until the next.
      for (let round = 0; round < 5; round++) await send('HeapProfiler.collectGarbage');
      return heapUsage.parse(JSON.parse(await send('Runtime.getHeapUsage'))).result.usedSize;
    },
    async close() {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      kill();
      await ended;
      socket.terminate();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Chromium writes down which port it has chosen. */
async function portOf(profile: string): Promise<string> {
  for (;;) {
    try {
      const [port = ''] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
      if (port) return port;
    } catch {
      // Not started yet.
    }
    await wait(50);
  }
}
