import '../../../src/define.js';
import { css, html, LitElement } from 'lit';
import { nextHash, painted, report } from './speed.js';

// 1,000 elements upgraded and painted, against as many of the barest Lit button, in turn: some whose mode the page
// knows, and some that have to ask for it.

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

async function paint(tag: string, attributes: Record<string, string>): Promise<number> {
  const place = document.createElement('div');
  const start = performance.now();
  for (let count = 0; count < 1000; count++) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
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

const popup = { 'integration-id': 'github', 'auth-mode': 'OAUTH2' };
const unknown = { 'integration-id': 'github', 'session-url': '/session' };
let asked = nextHash();
for (;;) {
  await asked;
  const took = {
    bare: await paint('bare-button', popup),
    popup: await paint('nango-connect', popup),
    unknown: await paint('nango-connect', unknown),
  };
  asked = nextHash();
  await report(took);
}
