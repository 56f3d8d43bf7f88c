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

test('languages/dutch.ts adds a language', async () => {
  fake = fakeNango();
  await import('../../docs/recipes/languages/dutch.js');
  document.body.lang = 'nl';
  const element = document.createElement('nango-connect');
  element.authMode = 'OAUTH2';
  document.body.append(element);
  await element.updateComplete;
  expect(element.shadowRoot?.querySelector('button')?.textContent).toContain('Verbinden');
});
