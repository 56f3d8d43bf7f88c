/**
 * Types of the tags in JSX of Solid: `import type {} from 'nango-elements/types/solid'`. A property is given by
 * `prop:sessionToken`, an attribute by `attr:session-url`, an event's handler by `on:nango-success`.
 * @module
 */
import type { JSX } from 'solid-js';
import type { NangoConnect } from '../elements/nango-connect.js';
import type { NangoCredentialsForm } from '../elements/nango-credentials-form.js';
import type { Attributes, ConnectProps, Handlers, Properties } from './props.js';

type Prefixed<Prefix extends string, Props> = {
  [Name in keyof Props & string as `${Prefix}${Name}`]?: Props[Name];
};
type Html<Element> = Omit<JSX.HTMLAttributes<Element>, keyof ConnectProps>;
type Common = Attributes & Prefixed<'prop:', Properties> & Prefixed<'attr:', Attributes> & Handlers<'on:'>;
type Inline = { inline?: boolean | '' } & Prefixed<'prop:', { inline: boolean }>;

declare module 'solid-js' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'nango-connect': Html<NangoConnect> & Common & Inline;
      'nango-credentials-form': Html<NangoCredentialsForm> & Common;
    }
  }
}
