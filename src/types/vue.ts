/**
 * Types of the tags in templates of Vue 3: `import type {} from 'nango-elements/types/vue'`.
 * @module
 */
import type { HTMLAttributes } from 'vue';
import type { NangoConnect } from '../elements/nango-connect.js';
import type { NangoCredentialsForm } from '../elements/nango-credentials-form.js';
import type { NangoEventMap } from '../elements/events.js';
import type { ConnectProps, FormProps } from './props.js';

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;
type Listeners = {
  [Name in keyof NangoEventMap as `on${Capitalize<Camel<Name>>}`]?: ((event: NangoEventMap[Name]) => void) | undefined;
};

/** A tag whose element is what a template ref holds. */
type Tag<Element, Props> = new () => Element & { $props: Omit<HTMLAttributes, keyof Props> & Props & Listeners };

declare module 'vue' {
  interface GlobalComponents {
    'nango-connect': Tag<NangoConnect, ConnectProps>;
    'nango-credentials-form': Tag<NangoCredentialsForm, FormProps>;
  }
}
