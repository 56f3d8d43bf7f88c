import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { z } from 'zod';
import { isKey, tokens } from '../../demo/snippets/choices.js';
import { snippet } from '../../demo/snippets/snippet.js';
import { useBrowser } from '../support/browser.js';
import { choicesFor } from '../support/snippet-choices.js';
import { connects } from './support/page.js';
import { startSite, type Site } from './support/site.js';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const recipes = `${docs}recipes/`;
const tag = '<nango-connect integration-id="github" backend="/api/nango">Connect GitHub</nango-connect>';
const link = readFileSync(`${recipes}sanitizers/fallback.html`, 'utf8').trim();

/** As the editor stores what is written in a block of its own. */
const inBlock = (html: string): string => `<!-- wp:html -->\n${html}\n<!-- /wp:html -->`;

const script = 'nango-elements.min.js';
const hashes = z.object({ [script]: z.string() });
const posted = z.object({ link: z.url(), content: z.object({ rendered: z.string() }) });
const themes = z.tuple([
  z.object({ _links: z.object({ 'wp:user-global-styles': z.tuple([z.object({ href: z.url() })]) }) }),
]);

describe('WordPress', () => {
  const browser = useBrowser();
  let site: Site;
  let content: string;
  beforeAll(async () => {
    site = await startSite('wordpress', ['server.mjs'], inject('tarball'));
    content = `${site.folder}/wordpress/wp-content/`;
  }, 600_000);
  afterAll(() => site?.stop());

  /** Asks the REST API of WordPress, which says what it thinks of the request. */
  async function ask(user: string, path: string, body?: object): Promise<unknown> {
    const url = path.startsWith('http') ? path : `${site.url}?rest_route=/wp/v2/${path}`;
    const method = body ? 'POST' : 'GET';
    const headers = { 'x-user': user, 'content-type': 'application/json' };
    const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const answer: unknown = await response.json();
    assert.ok(response.ok, JSON.stringify(answer));
    return answer;
  }

  /** What becomes of a user's text, and where it is. */
  async function publish(user: 'author' | 'editor' | 'admin', html: string) {
    const { link: address, content } = posted.parse(
      await ask(user, 'posts', { title: 'Connections', status: 'publish', content: html }),
    );
    return { address, html: content.rendered.trim() };
  }

  /** Puts a recipe where plugins are, with the single file beside it, and turns it on or off. */
  async function setPlugin(recipe: string, status: 'active' | 'inactive'): Promise<void> {
    const name = basename(recipe, '.php');
    const folder = `${content}plugins/${name}`;
    mkdirSync(folder, { recursive: true });
    copyFileSync(`${recipes}wordpress/${recipe}`, `${folder}/${recipe}`);
    copyFileSync(`${site.folder}/wordpress/${script}`, `${folder}/${script}`);
    await ask('admin', `plugins/${name}/${name}`, { status });
  }

  describe('with the plugin of the guide', () => {
    beforeAll(() => setPlugin('nango-elements.php', 'active'));
    afterAll(() => setPlugin('nango-elements.php', 'inactive'));

    test('is of the version that the guide names', () => {
      const [, version] = /content="WordPress ([\d.]+)"/.exec(site.html) ?? [];
      const guide = readFileSync(`${docs}guides/cms.md`, 'utf8');
      assert.ok(version && guide.includes(`WordPress ${version}`), version);
    });

    test('removes the tag of an author, and leaves its text', async () => {
      const { html } = await publish('author', tag);
      assert.equal(html, '<p>Connect GitHub</p>');
    });

    test('keeps the tag of editors and administrators, which connects', async () => {
      const { html } = await publish('editor', tag);
      assert.equal(html, `<p>${tag}</p>`);
      const block = await publish('admin', inBlock(tag));
      assert.equal(block.html, tag);
      await connects(await site.open(browser(), block.address));
    });

    test('keeps the fallback of every author with its attributes, and it connects', async () => {
      const block = await publish('author', inBlock(link));
      assert.equal(block.html, link);
      const { html, address } = await publish('author', link);
      assert.equal(html, `<p>${link}</p>`);
      await connects(await site.open(browser(), address));
    });

    test('breaks lines in the classic editor, and keeps any data attribute of an author', async () => {
      const start = '<a data-nango-connect data-host="https://example.com" href="#">';
      const { html } = await publish('author', `${start}\nConnect GitHub\n</a>`);
      assert.equal(html, `<p>${start}<br />\nConnect GitHub<br />\n</a></p>`);
    });

    test('keeps the tag of an author by the filter of the guide, and only the backend of its list', async () => {
      await setPlugin('allow-tags.php', 'active');
      const { html, address } = await publish('author', inBlock(tag));
      assert.equal(html, tag);
      await connects(await site.open(browser(), address));
      const other = await publish('author', inBlock(tag.replace('/api/nango', 'https://example.com')));
      assert.equal(other.html, tag.replace(' backend="/api/nango"', ''));
      await setPlugin('allow-tags.php', 'inactive');
    });
  });

  for (const token of Object.keys(tokens).filter((key) => isKey(tokens, key))) {
    test(`connects by the generated snippet, with the token from: ${token}`, async () => {
      const { [script]: integrity } = hashes.parse(
        JSON.parse(readFileSync(`${site.folder}/node_modules/nango-elements/dist/integrity.json`, 'utf8')),
      );
      const choices = choicesFor({ place: 'wordpress', token, integrity, brand: '#0a7d5c', label: 'Connect GitHub' });
      const files = new Map(snippet(choices).files.map(({ name, text }) => [name, text]));
      for (const name of ['functions.php', 'connect.js'])
        writeFileSync(`${content}themes/site/${name}`, files.get(name) ?? '');
      const [theme] = themes.parse(await ask('admin', 'themes&status=active'));
      const [{ href }] = theme._links['wp:user-global-styles'];
      await ask('admin', href, { styles: { css: files.get('Additional CSS') } });
      const { address } = await publish('author', inBlock(files.get('Custom HTML block') ?? ''));

      const opened = await site.open(browser(), address);
      const said: string[] = [];
      opened.page.on('console', (message) => said.push(message.text()));
      const background = await opened.page
        .getByRole('button', { name: 'Connect GitHub' })
        .evaluate((one) => getComputedStyle(one).backgroundColor);
      assert.notEqual(background, 'rgba(0, 0, 0, 0)', 'it looks like a button of the theme');
      assert.equal(await opened.page.locator('#nango-elements-js').getAttribute('integrity'), integrity);
      await connects(opened);
      assert.equal(said.at(-1), 'Connected: fake-connection-1');
      const element = opened.page.locator('nango-connect');
      assert.equal(await element.evaluate((one) => getComputedStyle(one).getPropertyValue('--nango-brand')), '#0a7d5c');
    });
  }
});
