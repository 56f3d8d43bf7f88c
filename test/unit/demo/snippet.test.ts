import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { describe, it } from 'vitest';
import { isKey, places, shapes, tokens, type Choices } from '../../../demo/snippets/choices.js';
import { backendAt } from '../../../demo/snippets/backend.js';
import { contentSecurityPolicy, digestModule, servers, snippet, usualRecipe } from '../../../demo/snippets/snippet.js';
import { root } from '../../support/documents.js';
import { choicesFor } from '../../support/snippet-choices.js';

const files = (choices: Choices) => Object.fromEntries(snippet(choices).files.map(({ name, text }) => [name, text]));

describe('A snippet', () => {
  it('is written for each place, token and shape, with its integration in it', () => {
    for (const place of Object.keys(places).filter((key) => isKey(places, key))) {
      for (const token of Object.keys(tokens).filter((key) => isKey(tokens, key))) {
        for (const shape of Object.keys(shapes).filter((key) => isKey(shapes, key))) {
          const text = snippet(choicesFor({ place, token, shape }))
            .files.map((file) => file.text)
            .join('\n');
          assert.match(text, /github/, `${place} ${token} ${shape}`);
          assert.doesNotMatch(text, /undefined|\[object/, `${place} ${token} ${shape}`);
        }
      }
    }
  });

  it('in plain HTML is a page with the file, its hash, the element and its look', () => {
    const { 'index.html': page = '', 'connect.css': css } = files(
      choicesFor({
        backend: '/"api"',
        brand: '#0a7d5c',
        label: 'Link "<GitHub>"',
        integrity: 'sha384-abc',
        lang: 'de',
        theme: 'dark',
      }),
    );
    const { document } = new Window();
    document.write(page);
    const element = document.querySelector('nango-connect');
    assert.equal(element?.textContent?.trim(), 'Link "<GitHub>"');
    assert.deepEqual(
      Array.from(element.attributes, ({ name, value }) => [name, value]),
      [
        ['integration-id', 'github'],
        ['backend', '/"api"'],
        ['theme', 'dark'],
        ['lang', 'de'],
      ],
    );
    const script = document.querySelector('script');
    assert.equal(script?.getAttribute('src'), '/nango-elements.min.js');
    assert.equal(script.getAttribute('integrity'), 'sha384-abc');
    assert.equal(script.getAttribute('crossorigin'), 'anonymous');
    assert.equal(css, 'nango-connect {\n  --nango-brand: #0a7d5c;\n}\n');
  });

  it('for WordPress is a link that authors may write, but the form, which has no such link', () => {
    const link = files(choicesFor({ place: 'wordpress' }))['Custom HTML block'] ?? '';
    assert.match(link, /^<p>\s+<a\s+href="#"\s+class="[^"]+"\s+data-nango-connect\s+data-integration-id="github"/);
    const form = files(choicesFor({ place: 'wordpress', shape: 'form' }))['Custom HTML block'] ?? '';
    assert.match(form, /^<nango-credentials-form/);
    const inline = files(choicesFor({ place: 'wordpress', shape: 'inline' }))['Custom HTML block'] ?? '';
    assert.match(inline, /^<a\s+href="#"\s+data-nango-connect/);
  });

  it('lets the user choose where no integration is named, also instead of a form', () => {
    const page = files(choicesFor({ integrationId: '', shape: 'form' }))['index.html'] ?? '';
    assert.match(page, /<nango-connect backend="\/api\/nango">/);
  });

  it('says what a public key can’t do', () => {
    const notes = (chosen: Partial<Choices>): string => snippet(choicesFor(chosen)).notes.join('\n');
    assert.match(notes({ token: 'public-key' }), /set auth-mode/);
    assert.match(notes({ token: 'public-key', integrationId: '' }), /can’t list integrations/);
    assert.doesNotMatch(notes({}), /public key/);
  });

  it('has a policy for its servers, and for no others', () => {
    const own = contentSecurityPolicy(choicesFor({ host: 'https://nango.example.com/base' }));
    assert.match(own, /script-src 'self';/);
    assert.match(own, /connect-src 'self' https:\/\/nango\.example\.com wss:\/\/nango\.example\.com;/);
    const far = contentSecurityPolicy(
      choicesFor({ script: 'https://cdn.example.com/n.js', backend: 'https://app.example.com/n' }),
    );
    assert.match(far, /script-src 'self' https:\/\/cdn\.example\.com;/);
    assert.match(far, /connect-src https:\/\/app\.example\.com https:\/\/api\.nango\.dev wss:\/\/api\.nango\.dev;/);
    // A framework's pages need more than the element: sources for the site's own policy.
    assert.equal(
      contentSecurityPolicy(choicesFor({ place: 'svelte' })),
      "connect-src 'self' https://api.nango.dev wss://api.nango.dev; img-src 'self' https://api.nango.dev",
    );
  });

  it('ends no script that it is in, whatever the integration is called', () => {
    const integrationId = '</script><!--<script>';
    for (const place of ['webflow', 'vue', 'svelte'] as const) {
      const text = Object.values(files(choicesFor({ place, token: 'function', integrationId }))).join('\n');
      assert.doesNotMatch(text.replace(/^<\/script>$/gm, ''), /<\/script>['< ]|'<!--/, place);
    }
  });

  it('has one slash before an endpoint', () => {
    const page = files(choicesFor({ token: 'session-url', backend: '/api/nango/' }))['index.html'] ?? '';
    assert.match(page, /session-url="\/api\/nango\/session"/);
  });

  it('knows a CDN without a protocol', () => {
    assert.match(
      contentSecurityPolicy(choicesFor({ script: '//cdn.example.com/n.js' })),
      /'self' https:\/\/cdn\.example\.com;/,
    );
  });

  it('has its backend at the path where it is asked for, with what that needs', () => {
    const recipe = readFileSync(`${root}docs/recipes/backend/express.ts`, 'utf8');
    const { text, packages, variables } = backendAt(choicesFor({ backend: "https://b.example/it's/" }), recipe);
    assert.match(text, /app\.use\('\/it%27s', /);
    assert.deepEqual(packages.toSorted(), ['@hono/node-server', 'express', 'nango-elements']);
    assert.deepEqual(variables, ['NANGO_SECRET_KEY', 'NANGO_HOST']);
    assert.equal(backendAt(choicesFor(), recipe).text, recipe);
    const at = (backend: string, name: string): string =>
      backendAt(choicesFor({ backend }), readFileSync(`${root}docs/recipes/backend/${name}.ts`, 'utf8')).text;
    assert.match(at('/', 'express'), /app\.use\('\/', /);
    assert.match(at('/', 'hono'), /app\.all\('\/\*', /);
    assert.match(at('/', 'next'), /^\/\/ app\/\[action\]\/route\.ts/);
    assert.match(at('/connect', 'nuxt'), /^\/\/ server\/routes\/connect\/\[action\]\.post\.ts/);
    assert.match(at('/api/connect', 'nuxt'), /^\/\/ server\/api\/connect\/\[action\]\.post\.ts/);
    const notes = (backend: string): string => snippet(choicesFor({ backend })).notes.join('\n');
    assert.match(notes('https://b.example/nango'), /another origin/);
    assert.doesNotMatch(notes('/nango'), /another origin/);
  });

  it('for Vue tells the compiler of the tag, in Nuxt’s own configuration where Nuxt is the server', () => {
    const names = (chosen: Partial<Choices>): string[] => Object.keys(files(choicesFor({ place: 'vue', ...chosen })));
    assert.deepEqual(names({}), ['ConnectAccount.vue', 'vite.config.ts']);
    assert.deepEqual(names({ recipe: 'nuxt' }), ['ConnectAccount.vue', 'nuxt.config.ts']);
    const { 'nuxt.config.ts': config = '' } = files(choicesFor({ place: 'vue', recipe: 'nuxt' }));
    assert.match(config, /vue: \{ compilerOptions: \{ isCustomElement: /);
  });

  it('says how a development server forwards to a backend that is a server of its own', () => {
    const notes = (chosen: Partial<Choices>): string => snippet(choicesFor(chosen)).notes.join('\n');
    assert.match(notes({ place: 'vue' }), /development server/);
    assert.doesNotMatch(notes({ place: 'vue', recipe: 'nuxt' }), /development server/);
    assert.doesNotMatch(notes({ place: 'next' }), /development server/);
    assert.doesNotMatch(notes({ place: 'html' }), /development server/);
  });

  it('offers every server that there is a recipe for', () => {
    const folder = `${root}docs/recipes/backend/`;
    const recipes = readdirSync(folder).filter((name) =>
      readFileSync(folder + name, 'utf8').includes('connectBackend('),
    );
    assert.deepEqual(Object.keys(servers).toSorted(), recipes.map((name) => name.replace('.ts', '')).toSorted());
  });

  it('goes with a backend', () => {
    assert.equal(usualRecipe('next'), 'next');
    assert.equal(usualRecipe('html'), 'express');
    assert.match(digestModule(choicesFor({ integrationId: "it's" })), /hmac\('it\\'s', connectionId/);
  });
});
