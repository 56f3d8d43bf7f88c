/**
 * Types of the tags in JSX of Solid: `import type {} from 'nango-elements/types/solid'`. A property is given by
 * `prop:sessionToken`, an attribute by `attr:session-url` or `bool:required`, an event's handler by `on:nango-success`.
 * @module
 */
import type { JSX } from 'solid-js';
import type { NangoEventMap } from '../elements/events.js';
import type { NangoConnect } from '../elements/nango-connect.js';
import type { NangoCredentialsForm } from '../elements/nango-credentials-form.js';
import type { Attributes, ConnectProps, InHtml, Properties } from './props.js';

type Prefixed<Prefix extends string, Props> = {
  [Name in keyof Props & string as `${Prefix}${Name}`]?: Props[Name];
};
/** Of each value what text can say: Solid writes a function as its source. */
type Texts<Props> = { [Name in keyof Props]: Extract<Props[Name], string | number | boolean | undefined> };
/** Those that are there or not. */
type Switches<Props> = {
  [Name in keyof Props as true extends Props[Name] ? Name : never]: boolean | undefined;
};
type Handler<Type extends keyof NangoEventMap> = (event: NangoEventMap[Type]) => void;
type Handlers = {
  [Type in keyof NangoEventMap as `on:${Type}`]?:
    Handler<Type> | (AddEventListenerOptions & { handleEvent: Handler<Type> }) | undefined;
};
type Html<Element> = Omit<JSX.HTMLAttributes<Element>, keyof ConnectProps>;
type Value = { value?: string | undefined };
type Inline = { inline?: InHtml<boolean> | undefined };
type Tag<Element, Attrs, Props> = Html<Element> &
  Attrs &
  Prefixed<'attr:', Texts<Attrs>> &
  Prefixed<'bool:', Switches<Attrs>> &
  Prefixed<'prop:', Props> &
  Handlers;

declare module 'solid-js' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'nango-connect': Tag<NangoConnect, Attributes & Value & Inline, Properties & Inline>;
      'nango-credentials-form': Tag<NangoCredentialsForm, Attributes & Value, Properties>;
    }
  }
}
