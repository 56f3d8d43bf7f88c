import type { NangoConnect, NangoCredentialsForm } from '../../src/index.js';

const swallow = (): void => undefined;

/** Connects, as a click would. The element shows the outcome. */
export function start(one: NangoConnect | NangoCredentialsForm): void {
  one.connect().catch(swallow);
}

/** Connects, and presses a button as soon as it appears. */
export function startAndPress(one: NangoConnect, part: string): void {
  start(one);
  press(one, part);
}

/** Sends the form with these values. */
export function fill(form: NangoCredentialsForm, values: Record<string, string>): void {
  form.connect(values).catch(swallow);
}

/** Presses a button of an element as soon as it appears. */
export function press(one: NangoConnect, part: string): void {
  whenThere(one, `[part=${part}]`, (button) => button.click());
}

/** Ends the connection, and confirms the question. */
export function disconnect(one: NangoConnect): void {
  press(one, 'disconnect');
  whenThere(one, '[part=note] [part=disconnect]', (button) => button.click());
}

/** Types into the picker's search field. */
export function search(one: NangoConnect, text: string): void {
  whenThere(one, '[part=search]', (input) => {
    if (input instanceof HTMLInputElement) input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}

/** Whenever it asks for a key, types one and closes the dialog. */
export function typeAndClose(one: NangoConnect): void {
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
