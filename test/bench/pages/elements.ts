import '../../../src/define.js';
import { css, html, LitElement } from 'lit';
import { report } from './speed.js';

// 1,000 elements upgraded and painted, against as many of the barest Lit button, in turn.

class BareButton extends LitElement {
  static override styles = css`
    button {
      font: inherit;
    }
  `;

  override render() {
    return html`<button type="button"><slot></slot></button>`;
  }
}
customElements.define('bare-button', BareButton);

/** Ends after the next frame is on its way to the screen. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function paint(tag: string): Promise<number> {
  const place = document.createElement('div');
  const start = performance.now();
  for (let count = 0; count < 1000; count++) {
    const element = document.createElement(tag);
    element.setAttribute('integration-id', 'github');
    element.setAttribute('session-url', '/session');
    element.textContent = 'Connect GitHub';
    place.append(element);
  }
  document.body.append(place);
  await painted();
  const took = performance.now() - start;
  place.remove();
  await painted();
  return took;
}

for (;;) {
  await new Promise((resolve) => (window.onhashchange = resolve));
  await report({ ours: await paint('nango-connect'), bare: await paint('bare-button') });
}
