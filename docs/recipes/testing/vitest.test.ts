// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import 'nango-elements/define';
import type { NangoConnect } from 'nango-elements';
import { fakeNango, type FakeNango } from 'nango-elements/testing';

let nango: FakeNango;
let element: NangoConnect;

beforeEach(async () => {
  nango = fakeNango();
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

const click = () => element.shadowRoot?.querySelector('button')?.click();

test('connects an account', async () => {
  click();
  await vi.waitFor(() => expect(element.state).toBe('connected'));
  expect(nango.connections).toEqual([{ providerConfigKey: 'github', connectionId: element.value }]);
});

test('reports an error when the user declines', async () => {
  nango.scenario = 'denied';
  click();
  await vi.waitFor(() => expect(element.error?.type).toBe('callback_err'));
  expect(nango.connections).toEqual([]);
});
