/**
 * Types of the tags in Svelte 5: `import type {} from 'nango-elements/types/svelte'`.
 * @module
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { NangoConnect } from '../elements/nango-connect.js';
import type { NangoCredentialsForm } from '../elements/nango-credentials-form.js';
import type { ConnectProps, FormProps, Handlers } from './props.js';

type Html<Element extends EventTarget> = Omit<HTMLAttributes<Element>, keyof ConnectProps>;

/** Also in the older spelling, `on:nango-success`. */
type AllHandlers = Handlers<'on'> & Handlers<'on:'>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'nango-connect': Html<NangoConnect> & ConnectProps & AllHandlers;
    'nango-credentials-form': Html<NangoCredentialsForm> & FormProps & AllHandlers;
  }
}
