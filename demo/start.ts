import { parseArgs } from 'node:util';
import open from 'open';

const usage = 'Usage: npm start -- [--port NUMBER] [--no-open]';

/** @throws Error naming the option and the mistake */
function readArguments(): { port?: number; open: boolean } {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean', default: false } },
  });
  const given = values.port ?? process.env.PORT;
  const port = given === undefined || given === '' ? undefined : Number(given);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536))
    throw new Error(`'${given}' is no port`);
  return { ...(port !== undefined && { port }), open: !values['no-open'] && hasDisplay() };
}

/** Except on Linux, there always is one. */
function hasDisplay(): boolean {
  return process.platform !== 'linux' || !!(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

let wanted: ReturnType<typeof readArguments>;
try {
  wanted = readArguments();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exit(1);
}

// The arguments are checked before the server's many modules are loaded.
const { startDemo } = await import('./server.js');
const { port = 8000 } = wanted;
const demo = await startDemo({ port, watch: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void demo.close().then(() => process.exit(0)));
const moved = port !== 0 && !demo.url.endsWith(`:${port}`);
console.log(`The playground is at ${demo.url}${moved ? ` (port ${port} is in use)` : ''}`);
if (wanted.open) await open(demo.url);
