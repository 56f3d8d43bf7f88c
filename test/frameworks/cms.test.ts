import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { z } from 'zod';
import { isKey, tokens, type Choices } from '../../demo/snippets/choices.js';
import { snippet } from '../../demo/snippets/snippet.js';
import { useBrowser } from '../support/browser.js';
import { choicesFor } from '../support/snippet-choices.js';
import { connects, newPage, serve, type AppPage } from './support/page.js';

const apps = fileURLToPath(new URL('apps/', import.meta.url));
const recipes = fileURLToPath(new URL('../../docs/recipes/', import.meta.url));
const single = `${apps}vue/node_modules/nango-elements/dist/nango-elements.min.js`;

const tag = '<nango-connect integration-id="github" backend="/api/nango">Connect GitHub</nango-connect>';
const link = readFileSync(`${recipes}sanitizers/fallback.html`, 'utf8').trim();
const script = '<script src="/nango-elements.min.js"></script>';

const browser = useBrowser();

type Files = ReadonlyMap<string, string>;

function filesOf(choices: Partial<Choices>): Files {
  return new Map(snippet(choicesFor(choices)).files.map(({ name, text }) => [name, text]));
}

function page({ head = '', body = '', foot = '' }): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Site</title>${head}</head>
    <body>${body}${foot}</body></html>`;
}

/** Opens a page of a site that has the single file, and others. */
async function open(html: string, files: Files = new Map(), backend = '/api/nango'): Promise<AppPage> {
  const opened = await newPage(browser(), { backend });
  await serve(opened.page, html, (path) =>
    path === '/nango-elements.min.js' ? readFileSync(single, 'utf8') : files.get(path.slice(1)),
  );
  return opened;
}

/** Embeds are in an element of their own; the code of the site is in the head, and before the end of the body. */
const webflow = (files: Files): string =>
  page({
    head: files.get('Custom code, head'),
    body: `<div class="w-embed">${files.get('Code embed')}</div>`,
    foot: files.get('Custom code, footer'),
  });

describe('A pasted snippet', () => {
  const places = { html: (files: Files) => files.get('index.html') ?? '', webflow } as const;
  for (const place of Object.keys(places).filter((key) => isKey(places, key))) {
    for (const token of Object.keys(tokens).filter((key) => isKey(tokens, key))) {
      test(`for ${place} connects an account, with the token from: ${token}`, async () => {
        const files = filesOf({ place, token, brand: '#0a7d5c', label: 'Connect <GitHub>' });
        const opened = await open(places[place](files), files);
        const said: string[] = [];
        opened.page.on('console', (message) => said.push(message.text()));
        const button = opened.page.getByRole('button', { name: 'Connect <GitHub>' });
        assert.equal(await button.evaluate((one) => getComputedStyle(one).backgroundColor), 'rgb(10, 125, 92)');
        await connects(opened, 'Connect <GitHub>');
        assert.equal(said.at(-1), 'Connected: fake-connection-1');
      });
    }
  }
});

describe('Webflow', () => {
  test('has room for each generated embed', () => {
    for (const token of Object.keys(tokens).filter((key) => isKey(tokens, key))) {
      for (const shape of ['button', 'inline', 'form'] as const) {
        const files = filesOf({ place: 'webflow', token, shape, host: 'https://nango.example.com', lang: 'de' });
        for (const [name, text] of files) assert.ok(text.length < 2_000, `${name}: ${text.length}`);
      }
    }
  });

  test('connects by a tag and its script in one embed', async () => {
    await connects(await open(page({ body: `<div class="w-embed w-script">${tag}${script}</div>` })));
  });

  test('connects by custom attributes of a link block and of a button', async () => {
    const attributes = 'data-nango-connect="true" data-integration-id="github" data-backend="/api/nango"';
    for (const body of [
      `<a ${attributes} href="/integrations" class="w-inline-block"><div>Connect GitHub</div></a>`,
      `<a ${attributes} href="#" class="button w-button">Connect GitHub</a>`,
    ])
      await connects(await open(page({ body, foot: script })));
  });
});

describe('Ghost', () => {
  let cards: readonly string[];
  beforeAll(() => {
    const given = [
      { type: 'html', html: tag },
      { type: 'html', html: link },
      { type: 'markdown', markdown: tag },
    ];
    const args = ['cms/ghost.mjs', JSON.stringify(given)];
    const output = execFileSync(process.execPath, args, { cwd: apps, encoding: 'utf8' });
    cards = z.array(z.string()).parse(JSON.parse(output));
  });

  test('keeps tag and fallback in an HTML card as they are written, and they connect', async () => {
    for (const [index, html] of [tag, link].entries()) {
      const body = cards[index]?.trim();
      assert.equal(body, `<!--kg-card-begin: html-->\n${html}\n<!--kg-card-end: html-->`);
      await connects(await open(page({ head: script, body })));
    }
  });

  test('keeps the tag in a Markdown card, and it connects', async () => {
    const body = cards[2]?.trim();
    assert.equal(body, `<p>${tag}</p>`);
    await connects(await open(page({ head: script, body })));
  });
});

describe('Shopify', () => {
  const answer = z.object({ offenses: z.array(z.string()), html: z.string() });
  let theme: string;
  beforeAll(() => {
    theme = mkdtempSync(join(tmpdir(), 'theme-'));
    for (const folder of ['assets', 'config', 'layout', 'locales', 'sections', 'snippets', 'templates'])
      mkdirSync(join(theme, folder));
    cpSync(single, join(theme, 'assets/nango-elements.min.js'));
    cpSync(`${recipes}shopify/connect-account.liquid`, join(theme, 'sections/connect-account.liquid'));
  });
  afterAll(() => rmSync(theme, { recursive: true, force: true }));

  function section(settings: Record<string, string>) {
    const args = ['cms/shopify.mjs', theme, 'connect-account', JSON.stringify(settings)];
    return answer.parse(JSON.parse(execFileSync(process.execPath, args, { cwd: apps, encoding: 'utf8' })));
  }

  test('has nothing to say against the section of the guide, which connects with what it begins with', async () => {
    const { offenses, html } = section({});
    assert.deepEqual(offenses, []);
    await connects(await open(page({ body: html }), undefined, '/apps/nango'));
  });

  test('shows settings as text, whatever a merchant enters', async () => {
    const label = `"<b>It's & {{ this }}</b>`;
    const { html } = section({ label, integration: '"><script>steal()</script>' });
    const { page: shown } = await open(page({ body: html }));
    const element = shown.locator('nango-connect');
    assert.equal(await element.textContent(), label);
    assert.equal(await element.getAttribute('integration-id'), '"><script>steal()</script>');
  });
});
