/**
 * Types of the tags in JSX of Preact: `import type {} from 'nango-elements/types/preact'`.
 * @module
 */
import type { HTMLAttributes } from 'preact';
import type { NangoConnect } from '../elements/nango-connect.js';
import type { NangoCredentialsForm } from '../elements/nango-credentials-form.js';
import type { ConnectProps, FormProps, Handlers } from './props.js';

type Html<Element extends EventTarget> = Omit<HTMLAttributes<Element>, keyof ConnectProps>;

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'nango-connect': Html<NangoConnect> & ConnectProps & Handlers<'on'>;
      'nango-credentials-form': Html<NangoCredentialsForm> & FormProps & Handlers<'on'>;
    }
  }
}
