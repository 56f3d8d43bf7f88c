import { NangoConnect } from './elements/nango-connect.js';
import { NangoCredentialsForm } from './elements/nango-credentials-form.js';

// Whoever was first keeps the tag: loading the package twice, or two versions of it, breaks nothing.
if (!customElements.get('nango-connect')) customElements.define('nango-connect', NangoConnect);
if (!customElements.get('nango-credentials-form'))
  customElements.define('nango-credentials-form', NangoCredentialsForm);

declare global {
  interface HTMLElementTagNameMap {
    'nango-connect': NangoConnect;
    'nango-credentials-form': NangoCredentialsForm;
  }
}
