import { fixture, html } from '@open-wc/testing';
import type { Provider, ProviderField } from '../../src/engine/options.js';
import type { NangoCredentialsForm } from '../../src/elements/nango-credentials-form.js';
import '../../src/define.js';
import { json, server } from './fake-server.js';

export const zendesk: ProviderField = {
  title: 'Domain',
  prefix: 'https://',
  suffix: '.zendesk.com',
  pattern: '^[a-z0-9_-]+$',
  example: 'acme',
};
export const provider = (
  connection_config: Record<string, ProviderField> = {},
  more: Partial<Provider> = {},
): Provider => ({
  auth_mode: 'API_KEY',
  display_name: 'Acme',
  credentials: { apiKey: { title: 'API Key', description: 'From your settings' } },
  connection_config,
  ...more,
});
export const token = () =>
  `nango_connect_session_${Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

export async function form(
  template: Provider = provider(),
  more: Partial<NangoCredentialsForm> = {},
): Promise<NangoCredentialsForm> {
  const element = document.createElement('nango-credentials-form');
  Object.assign(element, { integrationId: 'acme', host: server.url, publicKey: 'pk', provider: template, ...more });
  await fixture(html`${element}`);
  await element.updateComplete;
  return element;
}

export function find<E extends Element>(element: Element, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}
export const all = (element: Element, selector: string): Element[] => [
  ...(element.shadowRoot?.querySelectorAll(selector) ?? []),
];
export const input = (element: Element, name: string): HTMLInputElement => find(element, `[name="${name}"]`);
export const texts = (element: Element, part: string): string[] =>
  all(element, `[part=${part}]`).map(({ textContent }) => textContent.trim());
/** All that a screen reader says about a control. */
export const described = (control: Element): string[] =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => find(hostOf(control), `#${id}`).textContent.trim());
export function hostOf(node: Node): Element {
  const root = node.getRootNode();
  if (!(root instanceof ShadowRoot)) throw new Error('Not in a shadow root');
  return root.host;
}
export async function type(element: NangoCredentialsForm, name: string, value: string): Promise<void> {
  const control = input(element, name);
  control.value = value;
  control.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await element.updateComplete;
}
export async function submit(element: NangoCredentialsForm): Promise<void> {
  find<HTMLFormElement>(element, 'form').requestSubmit();
  await element.updateComplete;
}
export function next<Name extends keyof GlobalEventHandlersEventMap>(
  target: HTMLElement,
  name: Name,
): Promise<GlobalEventHandlersEventMap[Name]> {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}
export const success = { connectionId: 'c1', providerConfigKey: 'acme' };
export const accept = () => (server.answer = () => Promise.resolve(json(success)));
