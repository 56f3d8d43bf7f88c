import { afterEach, describe, expect, test, vi } from 'vitest';
import '../../src/define.js';
import type { NangoConnect, NangoCredentialsForm } from '../../src/index.js';
import { fakeNango, type FakeNango, type FakeNangoOptions } from '../../src/testing.js';

let fake: FakeNango | undefined;
const events: Event[] = [];
const names = ['nango-start', 'nango-success', 'nango-error', 'nango-state'];
for (const name of names) document.addEventListener(name, (event) => events.push(event));

afterEach(() => {
  document.body.replaceChildren();
  fake?.restore();
  events.length = 0;
});

/** A page's own test: a tag in the document, and a fake Nango. */
function start<Tag extends 'nango-connect' | 'nango-credentials-form'>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  options: FakeNangoOptions = {},
): HTMLElementTagNameMap[Tag] {
  fake = fakeNango(options);
  const element = document.createElement(tag);
  element.setAttribute('session-url', '/api/nango/session');
  element.setAttribute('confirm-url', '/api/nango/confirm');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append('Connect');
  document.body.append(element);
  return element;
}

function find<T extends Element = HTMLElement>(element: Element, selector: string): T {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`${selector} is not there: ${element.shadowRoot?.textContent}`);
  return found;
}

const heard = (): string[] =>
  events.map((event) => (event.type === 'nango-state' && 'detail' in event ? stateOf(event.detail) : event.type));
const stateOf = (detail: unknown): string => String(Reflect.get(Object(detail), 'state'));

async function fill(element: NangoConnect | NangoCredentialsForm, value: string): Promise<void> {
  const input = await vi.waitFor(() => find<HTMLInputElement>(element, '[part=input]'));
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  find(element, '[part=submit]').click();
}

/** What is known of an attempt that failed. */
const failure = (): unknown => {
  const event = events.find(({ type }) => type === 'nango-error');
  return event && 'detail' in event ? event.detail : undefined;
};

describe('<nango-connect> where there is no browser', () => {
  test('a click connects by popup, and every event is heard', async () => {
    const element = start('nango-connect', { 'integration-id': 'github' });
    await element.updateComplete;
    find(element, '[part=button]').click();
    await vi.waitFor(() => expect(element.state).toBe('connected'));
    expect(heard()).toEqual(['nango-start', 'loading', 'connecting', 'connected', 'nango-success']);
    expect(element.value).toBe('fake-connection-1');
  });

  test("a click on the page's own button connects", async () => {
    const element = start('nango-connect', { 'integration-id': 'github' });
    element.innerHTML = '<button slot="trigger"><b>Link GitHub</b></button>';
    await element.updateComplete;
    element.querySelector('b')?.click();
    await vi.waitFor(() => expect(element.state).toBe('connected'));
    expect(heard().filter((name) => name === 'nango-start')).toEqual(['nango-start']);
  });

  test('the note over the page is there while the popup is open', async () => {
    const element = start('nango-connect', { 'integration-id': 'github', 'auth-mode': 'OAUTH2' }, { scenario: 'slow' });
    await element.updateComplete;
    find(element, '[part=button]').click();
    await element.updateComplete;
    expect(element.state).toBe('connecting');
    expect(find(element, '[part=note]').textContent).not.toBe('');
  });

  test('a click opens the form in a dialog, which stays as it is while it is filled in', async () => {
    const element = start('nango-connect', { 'integration-id': 'openai' });
    await element.updateComplete;
    find(element, '[part=button]').click();
    const input = await vi.waitFor(() => find<HTMLInputElement>(element, '[part=input]'));
    const dialog = find<HTMLDialogElement>(element, 'dialog');
    expect(dialog.open).toBe(true);
    const close = find(element, '[part=close]');
    close.focus();
    input.value = 'typed';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    element.requestUpdate();
    await element.updateComplete;
    expect([find(element, 'dialog'), input.value, element.shadowRoot?.activeElement]).toEqual([dialog, 'typed', close]);
    expect(element.state).toBe('input');
    find(element, '[part=submit]').click();
    await vi.waitFor(() => expect(element.state).toBe('connected'));
    expect(fake?.attempts).toMatchObject([{ kind: 'form', fields: ['apiKey'] }]);
  });

  test('without an integration it offers those that there are', async () => {
    const element = start('nango-connect', {});
    await element.updateComplete;
    find(element, '[part=button]').click();
    await vi.waitFor(() => find(element, '[part=integration]').click());
    await vi.waitFor(() => expect(element.state).toBe('connected'));
    expect(element.result?.providerConfigKey).toBe('github');
  });

  test('the arrows move through the choice', async () => {
    const element = start('nango-connect', {});
    await element.updateComplete;
    find(element, '[part=button]').click();
    const search = await vi.waitFor(() => find(element, '[part=search]'));
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    await vi.waitFor(() => expect(find(element, '[aria-selected=true]').textContent).toContain('openai'));
  });

  test('inline, it shows the form in place', async () => {
    const element = start('nango-connect', { 'integration-id': 'openai', inline: '' });
    await fill(element, 'my-key');
    await vi.waitFor(() => expect(element.state).toBe('connected'));
  });

  test('cancel() closes the dialog', async () => {
    const element = start('nango-connect', { 'integration-id': 'openai' });
    await element.updateComplete;
    find(element, '[part=button]').click();
    await vi.waitFor(() => find(element, '[part=input]'));
    element.cancel();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('dialog')).toBeNull();
    expect(failure()).toMatchObject({ outcome: 'cancelled' });
  });

  test('it is invalid while it is required and not connected', async () => {
    const element = start('nango-connect', { 'integration-id': 'github', required: '' });
    await element.updateComplete;
    expect([element.checkValidity(), element.validationMessage]).toEqual([false, element.text('required')]);
    await element.connect();
    await element.updateComplete;
    expect([element.checkValidity(), element.validationMessage]).toEqual([true, '']);
  });

  test.each([
    ['denied', { type: 'callback_err' }],
    ['refused', { type: 'callback_err' }],
    ['blocked', { type: 'blocked_by_browser', outcome: 'failed' }],
    ['closed', { type: 'window_closed', outcome: 'cancelled' }],
    ['expired', { type: 'session_token_error', outcome: 'failed' }],
    ['offline', { type: 'session_token_error', outcome: 'failed' }],
  ] as const)('%s: it says so', async (scenario, detail) => {
    const element = start('nango-connect', { 'integration-id': 'github' }, { scenario });
    await element.updateComplete;
    find(element, '[part=button]').click();
    await vi.waitFor(() => expect(failure()).toMatchObject(detail));
    expect(fake?.connections).toEqual([]);
  });

  test.each(['severed', 'socket-lost'] as const)('%s: it waits for the user', async (scenario) => {
    const element = start('nango-connect', { 'integration-id': 'github' }, { scenario });
    await element.updateComplete;
    find(element, '[part=button]').click();
    await vi.waitFor(() => expect(element.state).toBe('waiting'));
    fake?.finish();
    await vi.waitFor(() => expect(element.state).toBe('connected'));
    expect(element.value).toBe('fake-connection-1');
  });

  test('slow: it shows that it is busy', async () => {
    const element = start('nango-connect', { 'integration-id': 'github' }, { scenario: 'slow', delay: 5 });
    await element.updateComplete;
    find(element, '[part=button]').click();
    await element.updateComplete;
    expect(find(element, '[part=button]').getAttribute('aria-busy')).toBe('true');
    await vi.waitFor(() => expect(element.state).toBe('connected'));
  });
});

describe('<nango-credentials-form> where there is no browser', () => {
  test('shows the form, sends it, and lets the user try again', async () => {
    const element = start('nango-credentials-form', { 'integration-id': 'openai' }, { scenario: 'refused' });
    await fill(element, 'a-wrong-key');
    await vi.waitFor(() => expect(find(element, '[role=alert]').textContent).toContain('The credentials are wrong.'));
    expect(failure()).toMatchObject({ type: 'connection_test_failed' });
    if (fake) fake.scenario = 'success';
    await fill(element, 'the-right-key');
    await vi.waitFor(() => expect(element.state).toBe('connected'));
    expect(element.value).toBe('fake-connection-1');
  });
});

test('the next test sees nothing of what the session of the last one showed', async () => {
  const asksFor = (title: string): FakeNangoOptions => ({
    integrations: { zendesk: { auth_mode: 'API_KEY', credentials: { apiKey: { title } } } },
  });
  for (const title of ['The first key', 'The second key']) {
    const element = start('nango-credentials-form', { 'integration-id': 'zendesk' }, asksFor(title));
    await vi.waitFor(() => expect(find(element, '[part=label]').textContent).toContain(title));
    fake?.restore();
  }
});
