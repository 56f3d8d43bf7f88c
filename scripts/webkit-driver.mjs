// Starts a WebDriver for WebKitGTK on a display of its own, and leaves no process behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const startLimit = 20_000;

/** Starts Xvfb on a free display. @returns the display's name, such as ':99' */
export async function startXvfb(path = 'Xvfb') {
  const xvfb = spawnWithUs(path, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await startedOr(xvfb, 'Xvfb', once(xvfb.stdio[3], 'data'));
  return { display: `:${String(number).trim()}`, stop: xvfb.stop };
}

/** Starts Xvfb and WebKitWebDriver. @returns the port that the driver listens on */
export async function startWebKitDriver({ webkitDriver, xvfb }) {
  const screen = await startXvfb(xvfb);
  const port = await freePort();
  const driver = spawnWithUs(webkitDriver, ['-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: screen.display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' },
  });
  await startedOr(driver, 'WebKitWebDriver', answers(`http://127.0.0.1:${port}/status`));
  return {
    port,
    stop() {
      driver.stop();
      screen.stop();
    },
  };
}

/** A process in a group of its own, so that it ends with everything it started, at the latest when we exit. */
function spawnWithUs(path, args, options) {
  const child = spawn(path, args, { ...options, detached: true });
  child.stop = () => {
    process.off('exit', child.stop);
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has already ended, or never started.
    }
  };
  process.on('exit', child.stop);
  child.unref();
  return child;
}

async function startedOr(child, name, started) {
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with code ${code} as it started`);
  });
  const late = delay(startLimit, undefined, { ref: false }).then(() => {
    throw new Error(`${name} did not start within ${startLimit / 1000} s`);
  });
  return Promise.race([started, failed, late]);
}

async function answers(url) {
  for (;;) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await delay(50);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
