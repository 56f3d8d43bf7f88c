import { expect, html } from '@open-wc/testing';
import type { NangoConnect } from '../../../src/index.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { page } from '../../browser-support/kit.js';

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

  it('its buttons never send the form', async () => {
    const { form, element } = await host();
    let sent = 0;
    form.addEventListener('submit', () => (sent += 1));
    element.shadowRoot?.querySelector('button')?.click();
    await element.updateComplete;
    expect(sent).to.equal(0);
  });
});
