import { NangoConnect } from './elements/nango-connect.js';

// Whoever was first keeps the tag: loading the package twice, or two versions of it, breaks nothing.
if (!customElements.get('nango-connect')) customElements.define('nango-connect', NangoConnect);

declare global {
  interface HTMLElementTagNameMap {
    'nango-connect': NangoConnect;
  }
}
