import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type {} from '../../src/define.js';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { playwrightArgs, ensureBrowsers } from '../../scripts/browsers.mjs';
import { startHost, type Host } from './support/host.js';
import { everythingIn } from './support/steps.js';
import { until } from '../support/wait.js';

interface Flow {
  readonly mode: string;
  readonly integration: string;
  /** What the user fills in. `{secret}` stands for one that nobody has seen before. */
  readonly fields: Readonly<Record<string, string>>;
  readonly end: 'nango-success' | 'nango-error';
}

/** Modes whose secrets take each their own way, as they are accepted and as they are refused. */
const flows: readonly Flow[] = [
  {
    mode: 'API_KEY',
    integration: 'openai',
    fields: { 'credentials.apiKey': 'good-key-{secret}' },
    end: 'nango-success',
  },
  {
    mode: 'API_KEY, refused',
    integration: 'openai',
    fields: { 'credentials.apiKey': 'bad-{secret}' },
    end: 'nango-error',
  },
  {
    mode: 'BASIC, refused',
    integration: 'clicksend',
    fields: { 'credentials.username': 'good', 'credentials.password': 'bad-{secret}' },
    end: 'nango-error',
  },
  {
    mode: 'OAUTH2_CC',
    integration: '8x8',
    fields: { 'credentials.client_id': 'id', 'credentials.client_secret': 'good-secret-{secret}' },
    end: 'nango-success',
  },
  {
    mode: 'TBA',
    integration: 'netsuite-tba',
    fields: {
      'credentials.oauth_client_id_override': 'id',
      'credentials.oauth_client_secret_override': 'secret-{secret}',
      'credentials.token_id': 'good-token',
      'credentials.token_secret': 'secret-{secret}',
      'params.accountId': 'acme',
    },
    end: 'nango-success',
  },
  {
    mode: 'SIGNATURE',
    integration: 'emarsys',
    fields: { 'credentials.username': 'good', 'credentials.password': 'secret-{secret}' },
    end: 'nango-success',
  },
  {
    mode: 'TWO_STEP',
    integration: 'perimeter81',
    fields: { 'credentials.apiKey': 'good-key-{secret}' },
    end: 'nango-success',
  },
];

describe('A secret, once its flow is over,', () => {
  let browser: Browser | undefined;
  let running: { sandbox: Sandbox; host: Host } | undefined;

  beforeAll(async () => {
    const { headlessChromium: executablePath = '' } = ensureBrowsers(['chromium']);
    browser = await chromium.launch({ executablePath, args: [...playwrightArgs] });
    const sandbox = await startSandbox({ port: 0 });
    running = { sandbox, host: await startHost(sandbox) };
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([running?.host.close(), running?.sandbox.close()]);
  });

  for (const { mode, integration, fields, end } of flows) {
    it(`is in no event, line, storage, address or form of the page: ${mode}`, async () => {
      assert.ok(browser && running);
      const { host, sandbox } = running;
      const secret = randomUUID();
      const context = await browser.newContext();
      const page = await context.newPage();
      const lines: string[] = [];
      page.on('console', (message) => lines.push(message.text()));
      page.on('pageerror', (error) => lines.push(String(error.stack)));
      page.on('request', (request) => lines.push(request.url(), JSON.stringify(request.headers().referer)));
      const query = {
        ...{ element: 'nango-credentials-form', 'integration-id': integration, name: 'account', debug: '' },
        ...{ 'session-url': `${host.url}/session`, host: sandbox.url },
      };
      await page.goto(`${host.url}/?${new URLSearchParams(query).toString()}`);
      await page.locator('[part=submit]').waitFor();
      await page.evaluate(() => {
        const form = document.createElement('form');
        document.querySelector('main')?.append(form);
        form.append(...document.querySelectorAll('nango-credentials-form'));
      });
      for (const [name, value] of Object.entries(fields)) {
        await page.locator(`[name="${name}"]`).fill(value.replace('{secret}', secret));
      }
      assert.ok((await everythingIn(page)).includes(secret), 'It is seen where it is typed');
      await page.locator('[part=submit]').click();
      const ended = await until('the end', async () =>
        (await heardIn(page)).find((line) => !line.includes('nango-start')),
      );
      assert.ok(ended.includes(end), ended);

      const keptBy = async () => [...lines, ended, ...(await heardIn(page)), ...(await kept(page))].join('\n');
      assert.ok(!(await keptBy()).includes(secret));
      // What was refused stays in its field, to be corrected, and nowhere else; then the user gives it up.
      if (end === 'nango-error') {
        assert.ok(!(await outsideOfFields(page)).includes(secret));
        await page.evaluate(() => document.querySelector('nango-credentials-form')?.reset());
      }
      await until('the end of the field', async () => ((await everythingIn(page)).includes(secret) ? undefined : true));
      assert.ok(!(await keptBy()).includes(secret));
      // Neither does the page get the session's token to see.
      const token = host.tokens.at(-1);
      assert.ok(token);
      assert.ok(![...(await heardIn(page)), await everythingIn(page)].join('\n').includes(token));
      await context.close();
    });
  }
});

/** All events that the page has heard. */
const heardIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const heard: unknown = Reflect.get(globalThis, 'heard');
    return Array.isArray(heard) ? heard.map((event) => JSON.stringify(event)) : [];
  });

/** What a page keeps beyond its elements: its address, its storages, its form's data. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const form = document.querySelector('form');
    const data = form ? [...new FormData(form)].map((entry) => JSON.stringify(entry)) : [];
    const databases = await indexedDB.databases();
    const caches_ = 'caches' in globalThis ? await caches.keys() : [];
    return [
      ...data,
      ...caches_,
      JSON.stringify(databases),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(history.state),
      document.cookie,
      window.name,
      location.href,
      ...performance.getEntries().map(({ name }) => name),
    ];
  });

/** Texts and attributes of the page, shadow roots included, without what is in a field. */
const outsideOfFields = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const parts: string[] = [];
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      parts.push(root.textContent ?? '');
      for (const each of root.querySelectorAll('*')) {
        parts.push(...Array.from(each.attributes, (attribute) => attribute.value));
        if (each.shadowRoot) roots.push(each.shadowRoot);
      }
    }
    return parts.join('\n');
  });
