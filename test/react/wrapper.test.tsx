// @vitest-environment jsdom
import assert from 'node:assert/strict';
import { act, createElement, StrictMode, useState } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { test } from 'vitest';
import { NangoConnect } from '../../src/react.js';
import type { NangoConnect as Element } from '../../src/index.js';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const params = { subdomain: 'acme' };
const sessionToken = () => Promise.resolve('token');

test('the wrapper sets properties and listeners, keeps the element over renderings, and cleans up', async () => {
  const log: string[] = [];
  let show: (value: boolean) => void = () => undefined;
  function App() {
    const [shown, setShown] = useState(true);
    show = setShown;
    return shown
      ? createElement(
          NangoConnect,
          {
            integrationId: 'github',
            params,
            sessionToken,
            disabled: true,
            className: 'card',
            onStart: () => log.push('start'),
            onState: ({ detail }) => log.push(detail.state),
          },
          'Connect',
        )
      : null;
  }
  const root = createRoot(document.body);
  await act(() => root.render(createElement(StrictMode, null, createElement(App))));
  const element = document.querySelector<Element>('nango-connect');
  assert.ok(element);
  assert.equal(element.params, params);
  assert.equal(element.sessionToken, sessionToken);
  assert.deepEqual([element.integrationId, element.disabled, element.className], ['github', true, 'card']);
  await act(() => root.render(createElement(StrictMode, null, createElement(App))));
  assert.equal(document.querySelector('nango-connect'), element);
  element.dispatchEvent(new CustomEvent('nango-start', { detail: { providerConfigKey: 'github' } }));
  assert.deepEqual(log, ['start']);
  await act(() => show(false));
  assert.equal(document.querySelector('nango-connect'), null);
});

test('the wrapper renders on a server, with its content', () => {
  const html = renderToString(createElement(NangoConnect, { integrationId: 'github' }, 'Connect GitHub'));
  assert.match(html, /^<nango-connect[^>]*>Connect GitHub<\/nango-connect>$/);
});

test('the wrapper takes over what a server has rendered, without a word on the console', async () => {
  const place = document.createElement('main');
  place.innerHTML = '<nango-connect class="card" integration-id="github" disabled="">Connect</nango-connect>';
  document.body.append(place);
  const before = place.firstChild;
  const said: unknown[] = [];
  const { error } = console;
  console.error = (...words: unknown[]) => said.push(words);
  const props = { className: 'card', integrationId: 'github', disabled: true, params, sessionToken };
  const root = await act(() => hydrateRoot(place, createElement(NangoConnect, props, 'Connect')));
  console.error = error;
  const element = place.querySelector<Element>('nango-connect');
  assert.equal(element, before);
  assert.deepEqual([element?.integrationId, element?.disabled, element?.params], ['github', true, params]);
  assert.equal(element?.sessionToken, sessionToken);
  assert.deepEqual(said, []);
  await act(() => root.unmount());
});
