import type { NangoConnect, NangoCredentialsForm, NangoState, Provider } from '../../src/index.js';
import { element } from '../playground/dom.js';
import { withWindow } from './windows.js';

/** What the cells have in common. */
export interface Surroundings {
  readonly host: string;
  readonly token: string;
  /** Of a session that is for a connection that exists. */
  readonly reconnectToken: string;
}

export interface Cell {
  readonly name: string;
  readonly element: NangoConnect | NangoCredentialsForm;
  /** Where it ends up. */
  readonly state: NangoState;
  /** Leads there, once the element is on the page. */
  readonly lead?: () => void;
}

const never = (): Promise<string> => new Promise(() => undefined);
const swallow = (): void => undefined;

/** A template with one of each kind of field. */
const rich: Provider = {
  auth_mode: 'OAUTH2_CC',
  display_name: 'Everything',
  docs_connect: 'https://example.com/docs',
  credentials: {
    client_id: { title: 'Client ID', description: 'Starts with a c.', example: 'c-123', doc_section: '#id' },
    client_secret: { title: 'Client secret', secret: true },
  },
  connection_config: {
    subdomain: { title: 'Subdomain', prefix: 'https://', suffix: '.example.com', format: 'hostname' },
    region: { title: 'Region', enum: ['eu', 'us', 'ap'], warnings: { ap: 'Slow from Europe.' } },
    certificate: { title: 'Certificate', example: '-----BEGIN CERTIFICATE-----', optional: true },
  },
};

/** The button, before and while a window is open. */
export function buttons({ host, token }: Surroundings): Cell[] {
  const github = (more: Partial<NangoConnect> = {}): NangoConnect =>
    element('nango-connect', { host, sessionToken: token, integrationId: 'github', authMode: 'OAUTH2', ...more });
  const connecting = github();
  const waiting = github();
  const checkable = github({ confirm: () => Promise.resolve(undefined) });
  const lost = github({ websocketsPath: '/?fault=drop' });
  const blocked = github();
  const closed = github();
  const pending = github({
    confirm: ({ providerConfigKey }) =>
      Promise.resolve({ providerConfigKey, connectionId: 'asked-for', isPending: true }),
  });
  const connected = element('nango-connect', {
    host,
    sessionToken: token,
    integrationId: 'unauthenticated',
    authMode: 'NONE',
  });
  return [
    { name: 'Idle', element: github(), state: 'idle' },
    { name: 'Disabled', element: github({ disabled: true }), state: 'idle' },
    {
      name: 'The window is open',
      element: connecting,
      state: 'connecting',
      lead: () => withWindow('stays', () => start(connecting)),
    },
    {
      name: 'The provider cut the window off',
      element: waiting,
      state: 'waiting',
      lead: () => withWindow('severed', () => start(waiting)),
    },
    {
      name: 'Cut off, where the page can check',
      element: checkable,
      state: 'waiting',
      lead: () => withWindow('severed', () => start(checkable)),
    },
    {
      name: 'The line to the window is lost',
      element: lost,
      state: 'waiting',
      lead: () => withWindow('stays', () => start(lost)),
    },
    {
      name: 'Closed too early, says the user',
      element: closed,
      state: 'error',
      lead: () => withWindow('severed', () => startAndPress(closed, 'closed-it')),
    },
    { name: 'Blocked', element: blocked, state: 'error', lead: () => withWindow('blocked', () => start(blocked)) },
    { name: 'Connected', element: connected, state: 'connected', lead: () => start(connected) },
    {
      name: 'Connected, but somebody has to approve',
      element: pending,
      state: 'connected',
      lead: () => withWindow('severed', () => startAndPress(pending, 'check-again')),
    },
  ];
}

/** What a dialog shows, in place. */
export function panels({ host, token }: Surroundings): Cell[] {
  const inline = (more: Partial<NangoConnect>): NangoConnect =>
    element('nango-connect', { host, sessionToken: token, inline: true, ...more });
  const away = inline({ integrationId: 'github', authMode: 'OAUTH2' });
  const waiting = inline({ integrationId: 'github', authMode: 'OAUTH2' });
  const done = inline({ integrationId: 'unauthenticated', authMode: 'NONE' });
  const refused = inline({ integrationId: 'nowhere' });
  const searched = inline({});
  return [
    { name: 'Choice', element: inline({}), state: 'input' },
    { name: 'Nothing found', element: searched, state: 'input', lead: () => search(searched, 'xyz') },
    { name: 'Nothing to choose from', element: inline({ host: `${location.origin}/api/empty` }), state: 'input' },
    { name: 'Form', element: inline({ integrationId: 'openai' }), state: 'input' },
    { name: 'Form before a window', element: inline({ integrationId: 'zendesk' }), state: 'input' },
    { name: 'Ready for a window', element: inline({ integrationId: 'github' }), state: 'idle' },
    {
      name: 'The window is open',
      element: away,
      state: 'connecting',
      lead: () => withWindow('stays', () => start(away)),
    },
    { name: 'Cut off', element: waiting, state: 'waiting', lead: () => withWindow('severed', () => start(waiting)) },
    { name: 'Connected', element: done, state: 'connected', lead: () => press(done, 'connect') },
    { name: 'Not allowed', element: refused, state: 'error', lead: () => start(refused) },
    { name: 'Loading', element: inline({ integrationId: 'github', sessionToken: never }), state: 'loading' },
  ];
}

/** What opens when the button is pressed: a page has one dialog at a time. */
export function dialogs({ host, token }: Surroundings): Cell[] {
  const button = (more: Partial<NangoConnect> = {}): NangoConnect =>
    element('nango-connect', { host, sessionToken: token, ...more });
  const typed = button({ integrationId: 'openai' });
  return [
    { name: 'Opens the choice', element: button(), state: 'idle' },
    { name: 'Opens a form', element: button({ integrationId: 'openai' }), state: 'idle' },
    { name: 'Asks before it forgets what was typed', element: typed, state: 'idle', lead: () => typeAndClose(typed) },
  ];
}

/** The form alone. */
export function forms({ host, token, reconnectToken }: Surroundings): Cell[] {
  const form = (more: Partial<NangoCredentialsForm>): NangoCredentialsForm =>
    element('nango-credentials-form', { host, sessionToken: token, integrationId: 'openai', ...more });
  const faulty = form({ provider: rich });
  const refused = form({});
  const busy = form({ host: `${location.origin}/api/silent`, authMode: 'API_KEY' });
  const connected = form({});
  const away = form({ integrationId: 'github', authMode: 'OAUTH2' });
  const waiting = form({ integrationId: 'github', authMode: 'OAUTH2' });
  return [
    { name: 'Each kind of field', element: form({ provider: rich }), state: 'input' },
    { name: 'Sent too early', element: faulty, state: 'input', lead: () => start(faulty) },
    { name: 'Refused', element: refused, state: 'error', lead: () => fill(refused, { 'credentials.apiKey': 'bad' }) },
    {
      name: 'On its way',
      element: busy,
      state: 'connecting',
      lead: () => fill(busy, { 'credentials.apiKey': 'good' }),
    },
    {
      name: 'Its window is open',
      element: away,
      state: 'connecting',
      lead: () => withWindow('stays', () => start(away)),
    },
    {
      name: 'Its window was cut off',
      element: waiting,
      state: 'waiting',
      lead: () => withWindow('severed', () => start(waiting)),
    },
    {
      name: 'Connected',
      element: connected,
      state: 'connected',
      lead: () => fill(connected, { 'credentials.apiKey': 'good' }),
    },
    { name: 'Reconnect', element: form({ sessionToken: reconnectToken }), state: 'input' },
    { name: 'Disabled', element: form({ disabled: true }), state: 'input' },
    {
      name: 'The session is over',
      element: form({ sessionToken: `nango_connect_session_${'0'.repeat(64)}` }),
      state: 'error',
    },
    { name: 'Loading', element: form({ sessionToken: never }), state: 'loading' },
  ];
}

/** Three variables make a brand. */
export function brands({ host, token }: Surroundings): Cell[] {
  const names = { sun: 'Yellow', sky: 'Light blue', moss: 'Green and round', ink: 'Black, white and square' };
  return Object.entries(names).map(([brand, name]) => ({
    name,
    element: element('nango-connect', {
      className: `brand-${brand}`,
      host,
      sessionToken: token,
      integrationId: 'github',
      authMode: 'OAUTH2',
    }),
    state: 'idle',
  }));
}

function start(one: NangoConnect | NangoCredentialsForm): void {
  one.connect().catch(swallow);
}

function startAndPress(one: NangoConnect, part: string): void {
  start(one);
  press(one, part);
}

function fill(form: NangoCredentialsForm, values: Record<string, string>): void {
  form.connect(values).catch(swallow);
}

/** Presses a button of an element as soon as it is there. */
function press(one: NangoConnect, part: string): void {
  whenThere(one, `[part=${part}]`, (button) => button.click());
}

/** Types into the search of the choice. */
function search(one: NangoConnect, text: string): void {
  whenThere(one, '[part=search]', (input) => {
    if (input instanceof HTMLInputElement) input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** Each time that it asks for a key: types one, and closes the dialog. */
function typeAndClose(one: NangoConnect): void {
  one.addEventListener('nango-state', ({ detail }) => {
    if (detail.state !== 'input') return;
    whenThere(one, '[name="credentials.apiKey"]', (input) => {
      if (input instanceof HTMLInputElement) input.value = 'half of a k';
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      press(one, 'close');
    });
  });
}

function whenThere({ shadowRoot: root }: NangoConnect, selector: string, act: (found: HTMLElement) => void): void {
  if (!root) return;
  const look = (): boolean => {
    const found = root.querySelector<HTMLElement>(selector);
    if (found) act(found);
    return !!found;
  };
  if (look()) return;
  const observer = new MutationObserver(() => look() && observer.disconnect());
  observer.observe(root, { childList: true, subtree: true });
}
