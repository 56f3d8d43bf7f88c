/**
 * Types of the tags in JSX of React 18 and 19: `import type {} from 'nango-elements/types/react'`.
 * @module
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { NangoConnect } from '../elements/nango-connect.js';
import type { NangoCredentialsForm } from '../elements/nango-credentials-form.js';
import type { ConnectProps, FormProps, Handlers } from './props.js';

type Html<Element> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof ConnectProps> & {
  /** Instead of `className`, which React 18 writes into an attribute of that name. */
  class?: string | undefined;
};

declare module 'react' {
  /** `command` calls an element by any button of the page; React's types lack it. */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ButtonHTMLAttributes<T> {
    command?: string | undefined;
    commandfor?: string | undefined;
  }
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'nango-connect': Html<NangoConnect> & ConnectProps & Handlers<'on'>;
      'nango-credentials-form': Html<NangoCredentialsForm> & FormProps & Handlers<'on'>;
    }
  }
}
