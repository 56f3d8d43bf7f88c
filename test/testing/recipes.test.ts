// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import '../../src/define.js';
import { fakeNango, type FakeNango } from '../../src/testing.js';

let fake: FakeNango;
afterEach(() => {
  document.body.replaceChildren();
  fake.restore();
});

test('engine/connect.ts connects, and gives nothing where the user closed the window', async () => {
  const { connect } = await import('../../docs/recipes/engine/connect.js');
  fake = fakeNango();
  expect(await connect('token', 'github')).toBe('fake-connection-1');
  fake.scenario = 'closed';
  expect(await connect('token', 'github')).toBeUndefined();
  fake.scenario = 'denied';
  await expect(connect('token', 'github')).rejects.toMatchObject({ type: 'callback_err' });
});

/** What a button without content says in a language, once it is there. */
async function labelIn(lang: string): Promise<string> {
  document.body.lang = lang;
  const element = document.createElement('nango-connect');
  element.authMode = 'OAUTH2';
  document.body.append(element);
  await element.updateComplete;
  return element.shadowRoot?.querySelector('button')?.textContent.trim() ?? '';
}

test('languages/dutch.ts adds a language', async () => {
  fake = fakeNango();
  await import('../../docs/recipes/languages/dutch.js');
  expect(await labelIn('nl')).toBe('Verbinden');
});

test('languages/german.ts brings one of the package, and languages/all.ts offers the others', async () => {
  fake = fakeNango();
  expect([await labelIn('de'), await labelIn('fr')]).toEqual(['Connect', 'Connect']);
  await import('../../docs/recipes/languages/german.js');
  expect([await labelIn('de'), await labelIn('fr')]).toEqual(['Verbinden', 'Connect']);
  await import('../../docs/recipes/languages/all.js');
  await expect.poll(() => labelIn('fr')).toBe('Connecter');
});
