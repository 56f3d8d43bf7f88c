import '../../../src/define.js';
import { html, LitElement } from 'lit';
import { base } from '../../../src/elements/shared.styles.js';
import { countLeftovers, type Leftovers } from '../../browser-support/leftovers.js';
import { painted } from './speed.js';

/** The barest Lit button with the sheet and the slots of a <nango-connect> at rest. */
class BareButton extends LitElement {
  static override styles = base;

  override render() {
    return html`<slot name="trigger"><button part="button" class="primary" type="button"><slot></slot></button></slot>`;
  }
}
customElements.define('bare-button', BareButton);

/** The same as a form control. */
class BareControl extends BareButton {
  static readonly formAssociated = true;
  readonly internals = this.attachInternals();
}
customElements.define('bare-control', BareControl);

const popup = { 'integration-id': 'github', 'auth-mode': 'OAUTH2' };
const kinds = {
  bare: ['bare-button', popup],
  control: ['bare-control', popup],
  popup: ['nango-connect', popup],
  unknown: ['nango-connect', { 'integration-id': 'github', 'session-url': '/session' }],
} as const;
const place = document.createElement('div');
document.body.append(place);

const bench = {
  /** Puts many of a kind into the page, and waits until they are painted. */
  async mount(kind: keyof typeof kinds, count: number): Promise<void> {
    const [tag, attributes] = kinds[kind];
    const fragment = document.createDocumentFragment();
    for (let done = 0; done < count; done++) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.textContent = 'Connect GitHub';
      fragment.append(element);
    }
    place.append(fragment);
    await painted();
  },
  async clear(): Promise<void> {
    place.replaceChildren();
    await painted();
  },
  /** Mounts elements one after another; says what they leave in the page. */
  async comeAndGo(times: number): Promise<Leftovers> {
    // Listeners of the elements go with them.
    const left = countLeftovers(
      () => true,
      (target) => target === window || target === document,
    );
    for (let done = 0; done < times; done++) {
      await bench.mount('popup', 1);
      await bench.clear();
    }
    const count = left.count();
    left.stop();
    return count;
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
