// npm run test:windowed: whether plain browsers offer to save what was typed. A login form, which they know, shows that
// they would; ours must get no such offer, even where the page moves on afterwards. Looks at the screen with ImageMagick.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { startDesktop, type BrowserName } from './desktop.js';

const login = `<form id="login"><input name="user" autocomplete="username" autofocus><input name="password" type="password"><button>Go</button></form>
<script>
  login.onsubmit = async (event) => {
    event.preventDefault();
    await fetch('/api-auth/basic/acme', { method: 'POST', body: '{}' });
    location.href = '/done';
  };
</script>`;

const ours = `<script src="/elements.js"></script><nango-credentials-form integration-id="acme" public-key="key"></nango-credentials-form>
<script>
  const form = document.querySelector('nango-credentials-form');
  form.host = location.origin;
  form.provider = { auth_mode: 'BASIC', display_name: 'Acme', credentials: { username: {}, password: {} } };
  form.updateComplete.then(() => form.shadowRoot.querySelector('input').focus());
  form.addEventListener('nango-success', () => (location.href = '/done'));
</script>`;

const pages: Readonly<Record<string, string>> = { '/login': login, '/ours': ours, '/done': '' };

const define = fileURLToPath(new URL('../../src/define.ts', import.meta.url));
const { outputFiles } = await build({
  entryPoints: [define],
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2022',
});
const elements = outputFiles[0]?.text ?? '';

function answer({ url = '', method }: IncomingMessage, response: ServerResponse): void {
  const [type, body] =
    method === 'POST'
      ? ['application/json', '{"connectionId":"one","providerConfigKey":"acme"}']
      : url === '/elements.js'
        ? ['text/javascript', elements]
        : // What is offered is shown above an empty page.
          [
            'text/html',
            `<!doctype html><title>Passwords ${url}</title><link rel="icon" href="data:,"><body style="margin:400px 20px 0">${pages[url] ?? ''}`,
          ];
  response.setHeader('content-type', `${type}; charset=utf-8`).end(body);
}

const server = createServer(answer).listen(0);
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' ? address?.port : 0;
const desktop = await startDesktop();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Whether something covers the page after it was sent. */
async function isAsked(browser: BrowserName, path: string): Promise<boolean> {
  const quit = desktop.browse(browser, `http://localhost:${port}${path}`);
  const window = await desktop.window(`Passwords ${path}`);
  await wait(4000); // The greetings of a new profile come late.
  await desktop.press(window, 'Home');
  await desktop.type('ada');
  await desktop.press(window, 'Tab');
  await desktop.type('Pass-w0rd-of-ada');
  await desktop.press(window, 'Return');
  await desktop.window('Passwords /done');
  await wait(3000);
  const plain = await desktop.isPlain('500x180+380+200');
  await quit();
  return !plain;
}

try {
  for (const browser of ['chromium', 'firefox'] as const) {
    const [known, asked] = [await isAsked(browser, '/login'), await isAsked(browser, '/ours')];
    console.log(
      `${browser.padEnd(12)}offers to save a login: ${known ? 'yes' : 'NO'}; what was typed into ours: ${asked ? 'YES' : 'no'}`,
    );
    if (!known || asked) process.exitCode = 1;
  }
} finally {
  desktop.close();
  server.close();
  server.closeAllConnections();
}
