/**
 * Types of the tags in Svelte 5: `import type {} from 'nango-elements/types/svelte'`.
 * @module
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { NangoConnect } from '../elements/nango-connect.js';
import type { NangoCredentialsForm } from '../elements/nango-credentials-form.js';
import type { ConnectProps, FormProps, Handlers } from './props.js';

type Html<Element extends EventTarget> = Omit<HTMLAttributes<Element>, keyof ConnectProps>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'nango-connect': Html<NangoConnect> & ConnectProps & Handlers<'on'>;
    'nango-credentials-form': Html<NangoCredentialsForm> & FormProps & Handlers<'on'>;
  }
}
