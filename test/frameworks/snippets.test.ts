import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { contentSecurityPolicy, snippet } from '../../demo/snippets/snippet.js';
import { useBrowser } from '../support/browser.js';
import { choicesFor } from '../support/snippet-choices.js';
import { build, load, newPage } from './support/page.js';

const apps = fileURLToPath(new URL('apps/', import.meta.url));

const react = (component: string) =>
  [
    'client.tsx',
    `import { createRoot } from 'react-dom/client';
import { ConnectAccount } from '${component}';
createRoot(document.querySelector('main')!).render(<ConnectAccount />);
`,
  ] as const;

/** The app whose framework a snippet is for, and a script that shows its component. */
const places = {
  react: { app: 'react-19-wrapper', client: react('./ConnectAccount.js') },
  next: { app: 'react-19-wrapper', client: react('./app/ConnectAccount.js') },
  solid: {
    app: 'solid',
    client: [
      'client.tsx',
      `import { render } from 'solid-js/web';
import { ConnectAccount } from './ConnectAccount.js';
render(() => <ConnectAccount />, document.querySelector('main')!);
`,
    ],
  },
  vue: {
    app: 'vue',
    client: [
      'client.ts',
      `import { createApp } from 'vue';
import ConnectAccount from './ConnectAccount.vue';
createApp(ConnectAccount).mount('main');
`,
    ],
  },
  svelte: {
    app: 'svelte',
    client: [
      'client.ts',
      `import { mount } from 'svelte';
import ConnectAccount from './ConnectAccount.svelte';
mount(ConnectAccount, { target: document.querySelector('main')! });
`,
    ],
  },
  angular: {
    app: 'angular',
    client: [
      'client.ts',
      `import '@angular/compiler';
import { bootstrapApplication } from '@angular/platform-browser';
import { ConnectAccount } from './connect-account.js';
void bootstrapApplication(ConnectAccount);
`,
    ],
  },
} as const;

describe('A generated component', { timeout: 120_000 }, () => {
  const browser = useBrowser();

  for (const place of ['react', 'next', 'solid', 'vue', 'svelte', 'angular'] as const) {
    for (const token of ['backend', 'function'] as const) {
      test(`for ${place} connects an account, with the token from: ${token}`, async () => {
        const { app, client } = places[place];
        const name = `snippet-${place}-${token}`;
        const folder = `${apps}${name}/`;
        const write = (file: string, text: string): void => {
          mkdirSync(dirname(folder + file), { recursive: true });
          writeFileSync(folder + file, text);
        };
        try {
          // The framework's own files, without its app.
          const others = /^\/(dist|(server|client|wrong|app)\.\w+)$/i;
          const source = apps + app;
          cpSync(source, folder, { recursive: true, filter: (path) => !others.test(path.slice(source.length)) });
          const choices = choicesFor({ place, token, brand: '#0a7d5c', label: 'Connect {GitHub}' });
          for (const { name: file, text } of snippet(choices).files) write(file, text);
          write(client[0], client[1]);
          await build(name);

          const { page, complaints } = await newPage(browser(), {});
          const said: string[] = [];
          page.on('console', (message) => said.push(message.text()));
          const policy = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(choices)}">`;
          const css = place === 'angular' ? '' : '<link rel="stylesheet" href="/client.css">';
          await load(page, name, '<main></main><app-connect-account></app-connect-account>', policy + css);
          const button = page.getByRole('button', { name: 'Connect {GitHub}' });
          assert.equal(await button.evaluate((one) => getComputedStyle(one).backgroundColor), 'rgb(10, 125, 92)');
          await button.click();
          await page.locator('nango-connect:state(connected)').waitFor();
          assert.equal(said.at(-1), 'Connected: fake-connection-1');
          assert.deepEqual(complaints, []);
          await page.context().close();
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      });
    }
  }
});
