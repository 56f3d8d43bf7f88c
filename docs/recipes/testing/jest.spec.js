/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import 'nango-elements/define';
import { fakeNango } from 'nango-elements/testing';

let nango;
let element;

beforeEach(async () => {
  nango = fakeNango({ integrations: { github: { auth_mode: 'OAUTH2' } } });
  element = document.createElement('nango-connect');
  element.integrationId = 'github';
  element.backend = '/api/nango';
  document.body.append(element);
  await element.updateComplete;
});
afterEach(() => {
  element.remove();
  nango.restore();
});

const click = () => element.shadowRoot.querySelector('button').click();
const event = (name) => new Promise((resolve) => element.addEventListener(name, resolve, { once: true }));

test('connects an account', async () => {
  const success = event('nango-success');
  click();
  const { connectionId } = (await success).detail;
  expect(nango.connections).toEqual([{ providerConfigKey: 'github', connectionId }]);
});

test('reports an error when the user declines', async () => {
  nango.scenario = 'denied';
  const error = event('nango-error');
  click();
  expect((await error).detail.type).toBe('callback_err');
  expect(nango.connections).toEqual([]);
});
