import { expect, html } from '@open-wc/testing';
import type { NangoConnect, NangoCredentialsForm } from '../../../src/index.js';
import { until } from '../../browser-support/attempts.js';
import { json, later, server, useFakeServer } from '../../browser-support/fake-server.js';
import { find, page } from '../../browser-support/kit.js';

describe("in a form of the page's", () => {
  useFakeServer();
  beforeEach(() => (server.answer = () => json({ connectionId: 'made', providerConfigKey: 'none' })));

  async function host(more: Partial<NangoConnect> = {}): Promise<{ form: HTMLFormElement; element: NangoConnect }> {
    const form = await page<HTMLFormElement>(html`<form>
      <label for="account">Account</label>
      <nango-connect id="account" name="account" integration-id="none" auth-mode="NONE" public-key="key" host=${server.url}></nango-connect>
      <button>Send</button>
    </form>`);
    form.addEventListener('submit', (event) => event.preventDefault());
    const element = form.querySelector('nango-connect');
    if (!element) throw new Error('There is no element');
    Object.assign(element, more);
    await element.updateComplete;
    return { form, element };
  }
  const values = (form: HTMLFormElement): unknown[] => [...new FormData(form).entries()];

  it('its value is the connection id, under its name', async () => {
    const { form, element } = await host();
    expect(values(form)).to.deep.equal([]);
    expect(element.form).to.equal(form);
    expect(element.type).to.equal('nango-connect');
    await element.connect();
    expect(values(form)).to.deep.equal([['account', 'made']]);
  });

  it('required keeps the form until the account is connected', async () => {
    const { form, element } = await host({ required: true });
    let sent = 0;
    form.addEventListener('submit', () => (sent += 1));
    form.requestSubmit();
    expect(sent).to.equal(0);
    expect(element.validity.valueMissing).to.be.true;
    expect(element.validationMessage).to.equal('Connect your account first.');
    expect(element.checkValidity()).to.be.false;
    expect(element.willValidate).to.be.true;
    await element.connect();
    form.requestSubmit();
    expect(sent).to.equal(1);
    expect(element.reportValidity()).to.be.true;
  });

  it('required counts whether it comes early, late or goes', async () => {
    const { element } = await host();
    expect(element.checkValidity()).to.be.true;
    element.required = true;
    await element.updateComplete;
    expect(element.checkValidity()).to.be.false;
    element.required = false;
    await element.updateComplete;
    expect(element.checkValidity()).to.be.true;
  });

  it('the page can add a complaint of its own', async () => {
    const { element } = await host();
    element.setCustomValidity('Not this one');
    expect(element.validity.customError).to.be.true;
    expect(element.validationMessage).to.equal('Not this one');
    element.setCustomValidity('');
    expect(element.checkValidity()).to.be.true;
  });

  it('form.reset() takes the connection away', async () => {
    const { form, element } = await host({ required: true });
    await element.connect();
    form.reset();
    expect(element.state).to.equal('idle');
    expect(element.result).to.equal(undefined);
    expect(values(form)).to.deep.equal([]);
    expect(element.checkValidity()).to.be.false;
  });

  it('a value that the browser restores counts as connected', async () => {
    const { form, element } = await host({ required: true });
    element.formStateRestoreCallback('from before');
    await element.updateComplete;
    expect(element.state).to.equal('connected');
    expect(element.value).to.equal('from before');
    expect(values(form)).to.deep.equal([['account', 'from before']]);
    expect(element.checkValidity()).to.be.true;
  });

  it('disabled it is no part of the form', async () => {
    const { form, element } = await host({ required: true });
    await element.connect();
    element.disabled = true;
    await element.updateComplete;
    expect(values(form)).to.deep.equal([]);
    expect(element.willValidate).to.be.false;
  });

  /** What has the focus, through shadow roots. */
  const focused = (): Element | null => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };

  describe('has a place for its label, the focus and what is wrong', () => {
    const places: [what: string, make: () => Promise<NangoConnect | NangoCredentialsForm>, target: string][] = [
      ['the button', async () => (await host({ required: true })).element, '[part=button]'],
      ["the page's own button", () => own('<button slot="trigger">Go</button>'), 'button'],
      [
        "the page's own button, with others around it",
        () => own('<p slot="trigger">Or <button>Go</button></p>'),
        'button',
      ],
      [
        'the one of several that can have it',
        () => own('<i slot="trigger">Or</i><button slot="trigger">Go</button>'),
        'button',
      ],
      [
        'the one that is in sight',
        () => own('<p slot="trigger"><button hidden>No</button><a href="#x">Go</a></p>'),
        'a',
      ],
      ["the page's own link", () => own('<a slot="trigger" href="#x">Go</a>'), 'a'],
      [
        'the first field, and not the button beside it',
        () => inForm({ authMode: 'API_KEY', publicKey: 'k' }),
        '[part=input]',
      ],
      ['what is there while it loads', () => inForm({ sessionToken: 'nango_connect_session_slow' }), '[part=skeleton]'],
      ['the button that tries again', () => inForm({ sessionToken: 'nango_connect_session_no' }), '[part=retry]'],
    ];

    async function own(markup: string): Promise<NangoConnect> {
      const { element } = await host({ required: true });
      element.innerHTML = markup;
      return element;
    }

    async function inForm(given: Partial<NangoCredentialsForm>): Promise<NangoCredentialsForm> {
      server.answer = ({ authorization }) =>
        authorization?.endsWith('slow') ? later().promise : json({ error: { code: 'no' } }, 404);
      const form = await page<HTMLFormElement>(html`<form>
        <label for="keys">Keys</label><nango-credentials-form id="keys" name="keys"></nango-credentials-form>
      </form>`);
      const element = form.querySelector('nango-credentials-form');
      if (!element) throw new Error('There is no element');
      Object.assign(element, { integrationId: 'a', host: server.url, required: true, ...given });
      await element.updateComplete;
      if (given.sessionToken?.toString().endsWith('no')) await until(() => element.state === 'error');
      await element.updateComplete;
      return element;
    }

    for (const [what, make, selector] of places)
      it(what, async () => {
        const element = await make();
        const target = element.querySelector(selector) ?? find(element, selector);
        const focusIs = (reason: string): void => {
          expect(focused() === target, `${reason}: ${focused()?.outerHTML ?? 'nothing'}`).to.equal(true);
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        };
        element.focus();
        focusIs('focus()');
        element.form?.querySelector('label')?.click();
        focusIs('its label');
        expect(element.state).to.be.oneOf(['idle', 'input', 'loading', 'error']);
        element.reportValidity();
        focusIs('reportValidity()');
        element.form?.requestSubmit();
        focusIs('requestSubmit()');
      });
  });

  it('says what is wrong at a button that the page brings later', async () => {
    const { form, element } = await host({ required: true });
    element.innerHTML = '<button slot="trigger">Go</button>';
    form.requestSubmit();
    expect(focused() === element.querySelector('button')).to.equal(true);
  });

  it('it names its labels, as a native control does', async () => {
    const { form, element } = await host();
    const around = document.createElement('label');
    element.replaceWith(around);
    around.append(element);
    const native = document.createElement('input');
    native.id = 'native';
    form.append(native, Object.assign(document.createElement('label'), { htmlFor: 'native' }));
    expect(native.labels?.length).to.equal(1);
    expect([...(element.labels ?? [])].map((each) => each === around)).to.deep.equal([false, true]);
  });

  it('it is invalid in the very task that requires it', async () => {
    const { form, element } = await host();
    element.required = true;
    expect(form.checkValidity()).to.equal(false);
    element.required = false;
    expect(form.checkValidity()).to.equal(true);
    form.innerHTML = '<nango-connect required></nango-connect>';
    expect(form.checkValidity()).to.equal(false);
  });

  it('it says all that is wrong', async () => {
    const { element } = await host({ required: true });
    element.setCustomValidity('Not this one');
    expect(element.validity).to.include({ valueMissing: true, customError: true });
    expect(element.validationMessage).to.equal('Not this one');
  });

  it('a value that the page gave before the script was there counts', async () => {
    const { form } = await host();
    // As a page does that is faster than the script: on an element that is none of ours yet.
    const early = document.implementation.createHTMLDocument().createElement('nango-connect');
    Object.assign(early, { value: 'early' });
    early.setAttribute('name', 'early');
    form.append(early);
    expect(new FormData(form).get('early')).to.equal('early');
    Object.assign(early, { value: 'later' });
    expect(new FormData(form).get('early')).to.equal('later');
  });

  it('disabled, none of its buttons begins or ends a connection', async () => {
    for (const inline of [false, true]) {
      const { element } = await host({ value: 'known', disconnectUrl: '/none', inline, disabled: true });
      const parts = inline ? ['reconnect', 'disconnect'] : ['button', 'disconnect'];
      const disabled = (): boolean[] =>
        parts.map((part) => find<HTMLButtonElement>(element, `[part=${part}]`).disabled);
      expect(disabled()).to.deep.equal([true, true]);
      element.disabled = false;
      await element.updateComplete;
      expect(disabled()).to.deep.equal([false, false]);
    }
  });

  it('its buttons never send the form', async () => {
    const { form, element } = await host();
    let sent = 0;
    form.addEventListener('submit', () => (sent += 1));
    element.shadowRoot?.querySelector('button')?.click();
    await element.updateComplete;
    expect(sent).to.equal(0);
  });
});
