import { expect, html } from '@open-wc/testing';
import { AuthError, NangoErrorEvent, NangoStartEvent, NangoStateEvent, NangoSuccessEvent } from '../../../src/index.js';
import { page } from '../../browser-support/kit.js';

describe('events', () => {
  const error = new AuthError('token_err', {
    message: 'No',
    status: 400,
    issues: [{ code: 'a', message: 'b', path: ['c'] }],
  });
  const all = [
    new NangoStartEvent({ providerConfigKey: 'github' }),
    new NangoSuccessEvent({ providerConfigKey: 'github', connectionId: '1', isPending: false }),
    new NangoErrorEvent(error, 'github'),
    new NangoStateEvent({ state: 'idle', previous: 'error' }),
  ];

  it('leave every shadow root', async () => {
    const box = await page(html`<div></div>`);
    const inner = box.attachShadow({ mode: 'closed' }).appendChild(document.createElement('p'));
    for (const event of all) {
      let heard: unknown;
      document.addEventListener(event.type, (each) => (heard = each), { once: true });
      inner.dispatchEvent(event);
      expect(heard, event.type).to.equal(event);
    }
  });

  it('can be prevented only at the start', () => {
    expect(all.filter(({ cancelable }) => cancelable).map(({ type }) => type)).to.deep.equal(['nango-start']);
  });

  it('tell an error field by field', () => {
    const { detail } = new NangoErrorEvent(error, 'github');
    expect(detail).to.deep.equal({
      type: 'token_err',
      message: 'No',
      outcome: 'failed',
      retryable: false,
      status: 400,
      issues: [{ code: 'a', message: 'b', path: ['c'] }],
      providerConfigKey: 'github',
      error,
    });
  });

  it('are typed for element, document and window', () => {
    const ids: string[] = [];
    const listen = (target: HTMLElement | Document | Window): void => {
      if (target instanceof HTMLElement)
        target.addEventListener('nango-success', ({ detail }) => ids.push(detail.connectionId));
      else if (target instanceof Document)
        target.addEventListener('nango-success', ({ detail }) => ids.push(detail.connectionId));
      else target.addEventListener('nango-success', ({ detail }) => ids.push(detail.connectionId), { once: true });
    };
    const element = document.createElement('nango-connect');
    listen(element);
    element.dispatchEvent(new NangoSuccessEvent({ providerConfigKey: 'github', connectionId: '1', isPending: false }));
    expect(ids).to.deep.equal(['1']);
  });
});
