import { expect, fixture, nextFrame } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import type { NangoConnect } from '../../src/elements/nango-connect.js';
import type { NangoCredentialsForm } from '../../src/elements/nango-credentials-form.js';
import { newSession, sandboxInfo } from './sandbox.js';
import { settles, until } from './attempts.js';
import '../../src/define.js';

const names = ['nango-start', 'nango-success', 'nango-error', 'nango-state'] as const;
type EventName = (typeof names)[number] | 'nango-disconnected';

/** The element's properties that a test sets. */
export type Given = Partial<Omit<NangoConnect, keyof HTMLElement>>;

const opened: (Window | null)[] = [];
const { open } = window;

/** Remembers popups, so that none outlives its test. */
export function watchPopups(): readonly (Window | null)[] {
  window.open = (...args) => {
    const popup = open.apply(window, args);
    opened.push(popup);
    return popup;
  };
  return opened;
}

export function closePopups(): void {
  window.open = open;
  for (const popup of opened.splice(0)) popup?.close();
}

/** An element that uses the sandbox with its own session. */
export async function connectElement(
  given: Given & { session?: Record<string, unknown> } = {},
  label = 'Connect',
): Promise<NangoConnect> {
  const { session, ...properties } = given;
  const element = document.createElement('nango-connect');
  element.textContent = label;
  const { url } = await sandboxInfo();
  const token =
    'sessionToken' in given || 'sessionUrl' in given
      ? {}
      : { sessionToken: await newSession(session && { end_user: { id: 'test-user' }, ...session }) };
  Object.assign(element, { host: url, ...token, ...properties });
  return fixture(element);
}

/** A page with an element in it. */
export async function page<E extends HTMLElement>(template: TemplateResult): Promise<E> {
  return fixture<E>(template);
}

/** The events that have reached the document, in order, as text. */
export function record(): string[] {
  const log: string[] = [];
  for (const name of names) {
    const note = (event: GlobalEventHandlersEventMap[typeof name]): void => {
      const { detail } = event;
      const what =
        'state' in detail
          ? detail.state
          : 'type' in detail
            ? `${detail.type}/${detail.outcome}`
            : detail.providerConfigKey;
      log.push(`${name} ${what}`);
    };
    document.addEventListener(name, note);
    cleanUps.push(() => document.removeEventListener(name, note));
  }
  return log;
}

const cleanUps: (() => void)[] = [];

export function stopRecording(): void {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
}

export function next<Name extends EventName>(
  target: EventTarget,
  name: Name,
): Promise<GlobalEventHandlersEventMap[Name]> {
  return new Promise((resolve) => {
    const heard = (event: Event): void => {
      if (isNamed(event, name)) resolve(event);
    };
    target.addEventListener(name, heard, { once: true });
  });
}

function isNamed<Name extends EventName>(event: Event, name: Name): event is GlobalEventHandlersEventMap[Name] {
  return event.type === name;
}

export function find<E extends Element>(element: Element, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`There is no ${selector} in ${element.shadowRoot?.textContent ?? ''}`);
  return found;
}

/** The text of a part; empty if there is no such part. */
export const text = (element: Element, part: string): string =>
  element.shadowRoot?.querySelector(`[part=${part}]`)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** The texts of the visible buttons below. */
export const choices = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll('[part=actions] button') ?? [])]
    .filter((each) => each.checkVisibility())
    .map((each) => each.textContent.trim());

/** The text that screen readers announce. */
export const spoken = (element: Element): string => find(element, '[role=status]').textContent.trim();

/** Runs axe once all animations have ended: what fades in has less contrast. */
export async function isAccessible(element: Element): Promise<void> {
  await nextFrame();
  const moving = element.shadowRoot
    ?.getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  // One that is cancelled meanwhile never finishes, and stands still too.
  await settles(Promise.all(moving?.map(({ finished }) => finished) ?? []), 1000);
  await expect(element).to.be.accessible();
}

/** Fires the events of a paste, in order: no engine lets a script paste. */
export function paste(control: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  control.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const options = { bubbles: true, composed: true };
  control.dispatchEvent(new ClipboardEvent('paste', { ...options, cancelable: true, clipboardData }));
  // That of a paste comes below.
  control.addEventListener('input', (event) => event.stopImmediatePropagation(), { once: true, capture: true });
  document.execCommand('insertText', false, control instanceof HTMLInputElement ? text.replace(/\n/g, ' ') : text);
  control.dispatchEvent(new InputEvent('input', { ...options, inputType: 'insertFromPaste' }));
}

/** A click of a real mouse. */
export async function click(target: Element): Promise<void> {
  await nextFrame();
  target.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = target.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
}

export const clickPart = (element: Element, part: string): Promise<void> => click(find(element, `[part~=${part}]`));

/** Waits for one of the states, and reports what is there instead if none is reached. */
export async function reaches(
  element: NangoConnect | NangoCredentialsForm,
  ...states: NangoConnect['state'][]
): Promise<void> {
  const reached = until(() => states.includes(element.state));
  if (!(await settles(reached, 25_000))) {
    throw new Error(
      `Not ${states.join(' or ')} but ${element.state}: ${element.error?.message} ${element.shadowRoot?.textContent}`,
    );
  }
  await element.updateComplete;
}

/** Waits until the element has loaded its requirements, which happens when it is visible and the browser is idle. */
export async function knows(element: NangoConnect): Promise<void> {
  // What the session says about looks comes with the rest.
  await until(() => getComputedStyle(element).getPropertyValue('--nango-session-light') !== '');
  await element.updateComplete;
}

/** Answers the page's POST instead of its backend. */
export function backend(url: string, answer: (body: unknown) => Response | Promise<Response>): void {
  const { fetch } = window;
  window.fetch = async (input, init) => {
    if (input !== url) return fetch(input, init);
    const body: unknown = JSON.parse(typeof init?.body === 'string' ? init.body : 'null');
    return answer(body);
  };
  cleanUps.push(() => (window.fetch = fetch));
}
