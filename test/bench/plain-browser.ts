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

/**
 * A Chromium of which only one page is driven. Playwright and its like attach to each popup too and hold it until they
 * have, which would be measured as well.
 */
export interface PlainBrowser {
  open(url: string): Promise<void>;
  mouse(type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

export async function startPlainBrowser(): Promise<PlainBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'bench-'));
  const { chromium = 'chromium' } = ensureBrowsers(['chromium']);
  const args = [
    ...chromiumArgs,
    '--headless=new',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ];
  const child = spawn(chromium, args, { stdio: 'ignore', detached: true });
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
    await new Promise<void>((resolve) => {
      const hear = (data: Buffer) => {
        if (!data.toString().startsWith(`{"id":${id},`)) return;
        socket.off('message', hear);
        resolve();
      };
      socket.on('message', hear);
    });
  };
  return {
    open: (url) => send('Page.navigate', { url }),
    mouse: (type, x, y) => {
      const pressed = type === 'mouseMoved' ? {} : { button: 'left', clickCount: 1 };
      return send('Input.dispatchMouseEvent', { type, x, y, ...pressed });
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
