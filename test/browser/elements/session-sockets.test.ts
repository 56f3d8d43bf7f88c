import { expect, html } from '@open-wc/testing';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { forgetSessions } from '../../../src/elements/attempt/session-cache.js';
import { until } from '../../browser-support/attempts.js';
import { json, server, useFakeServer, type Sent } from '../../browser-support/fake-server.js';
import { backend, click, clickPart, closePopups, page, stopRecording, watchPopups } from '../../browser-support/kit.js';

describe('The session’s websocketsPath', () => {
  const { WebSocket } = window;
  let opened: string[] = [];
  let sessionPath = '';
  useFakeServer();
  beforeEach(() => {
    watchPopups();
    forgetSessions();
    opened = [];
    sessionPath = '/sockets';
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        opened.push(String(url));
        super('ws://127.0.0.1:1/');
      }
    };
    let tokens = 0;
    backend('/session', () => json({ token: `token-${++tokens}` }));
    server.answer = answer('OAUTH2');
  });
  afterEach(() => {
    window.WebSocket = WebSocket;
    closePopups();
    stopRecording();
  });

  const answer =
    (mode: string) =>
    ({ path: whole }: Sent): Response | undefined => {
      const path = whole.replace(/^\/base/, '');
      if (path === '/connect/session') return json({ data: { websocketsPath: sessionPath } });
      if (path === '/integrations') return json({ data: [{ unique_key: 'acme', provider: 'acme' }] });
      if (path === '/providers/acme') return json({ data: { name: 'acme', auth_mode: mode } });
      return undefined;
    };

  const ways: [string, Partial<NangoConnect>][] = [
    ['a token', { integrationId: 'acme', sessionToken: 'token' }],
    ['a function', { integrationId: 'acme', sessionToken: () => Promise.resolve('token') }],
    ['a session-url', { integrationId: 'acme', sessionUrl: '/session' }],
  ];
  for (const [name, given] of ways)
    it(`is used from the first attempt on, with ${name}`, async () => {
      const element = document.createElement('nango-connect');
      Object.assign(element, { host: server.url, ...given });
      await page(html`<div>${element}</div>`);
      await until(() => server.paths.includes('GET /providers/acme'));
      await element.updateComplete;
      await click(element);
      await until(() => opened.length > 0);
      expect([...new Set(opened)]).to.deep.equal(['wss://nango.test/sockets']);
      element.cancel();
    });

  for (const [host, path, url] of [
    ['', '/', '/'],
    ['/base', '/', '/base/'],
    ['/base/', '/ws', '/base/ws'],
    ['/base', 'ws?a=/', '/base/ws?a=/'],
  ] as const)
    it(`${path} is below the server’s own path, as in Nango’s Connect UI: ${url}`, async () => {
      sessionPath = path;
      const element = document.createElement('nango-connect');
      Object.assign(element, { ...ways[0]?.[1], host: server.url + host });
      await page(html`<div>${element}</div>`);
      await until(() => server.sent.some((sent) => sent.path.endsWith('/providers/acme')));
      await element.updateComplete;
      await click(element);
      await until(() => opened.length > 0);
      expect([...new Set(opened)]).to.deep.equal([`wss://nango.test${url}`]);
      element.cancel();
    });

  it('is used after a reset, and not at another server that isn’t asked for a session', async () => {
    const element = document.createElement('nango-connect');
    Object.assign(element, { host: server.url, ...ways[2]?.[1] });
    await page(html`<div>${element}</div>`);
    await until(() => server.paths.includes('GET /providers/acme'));
    await element.updateComplete;
    element.reset();
    await click(element);
    await until(() => opened.length > 0);
    element.cancel();
    Object.assign(element, { host: 'https://other.test', authMode: 'OAUTH2' });
    await element.updateComplete;
    await click(element);
    await until(() => opened.some((url) => url.includes('other')));
    expect([...new Set(opened)]).to.deep.equal(['wss://nango.test/sockets', 'wss://other.test/']);
    element.cancel();
  });

  it('is used by an element that shares what another one has loaded', async () => {
    const [first, second] = [document.createElement('nango-connect'), document.createElement('nango-connect')];
    for (const element of [first, second])
      Object.assign(element, { host: server.url, integrationId: 'acme', sessionToken: 'token' });
    await page(html`<div>${first}${second}</div>`);
    await until(() => server.paths.includes('GET /providers/acme'));
    await second.updateComplete;
    await click(second);
    await until(() => opened.length > 0);
    expect(opened[0]).to.equal('wss://nango.test/sockets');
    second.cancel();
  });

  it('is used by the form', async () => {
    const form: NangoCredentialsForm = document.createElement('nango-credentials-form');
    Object.assign(form, { host: server.url, integrationId: 'acme', sessionToken: 'token' });
    await page(html`<div>${form}</div>`);
    await until(() => form.state === 'input');
    await form.updateComplete;
    await clickPart(form, 'submit');
    await until(() => opened.length > 0);
    expect(opened[0]).to.equal('wss://nango.test/sockets');
    form.cancel();
  });

  it('gives way to the page’s own', async () => {
    const element = document.createElement('nango-connect');
    Object.assign(element, { host: server.url, ...ways[0]?.[1], websocketsPath: '/mine' });
    await page(html`<div>${element}</div>`);
    await until(() => server.paths.includes('GET /providers/acme'));
    await element.updateComplete;
    await click(element);
    await until(() => opened.length > 0);
    expect(opened[0]).to.equal('wss://nango.test/mine');
    element.cancel();
  });
});
