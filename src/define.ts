import './elements/check-document.js';
import { upgradeDataButtons } from './elements/data-buttons.js';
import { NangoConnect } from './elements/nango-connect.js';
import { NangoCredentialsForm } from './elements/nango-credentials-form.js';
import { version } from './version.js';

// A server leaves the tags as they are, also one that renders Lit's elements: it has a registry, but no page.
if ('querySelectorAll' in (globalThis.document ?? {}) && 'MutationObserver' in globalThis) {
  // Whoever was first keeps the tag: loading the package twice, or two versions of it, breaks nothing.
  if (!customElements.get('nango-connect')) customElements.define('nango-connect', NangoConnect);
  if (!customElements.get('nango-credentials-form'))
    customElements.define('nango-credentials-form', NangoCredentialsForm);
  upgradeDataButtons(NangoConnect);
}

const first = customElements.get('nango-connect');
// A third copy has nothing new to say.
if (first && first !== NangoConnect && !Reflect.has(first, version)) {
  Reflect.set(first, version, true);
  const theirs: unknown = Reflect.get(first, 'version');
  console.warn(
    `[nango] nango-elements ${typeof theirs === 'string' ? theirs : ''} has already registered the tags; remove ${version}.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'nango-connect': NangoConnect;
    'nango-credentials-form': NangoCredentialsForm;
  }
}
