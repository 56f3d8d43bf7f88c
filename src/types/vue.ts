/**
 * Types of the tags in templates of Vue 3: `import type {} from 'nango-elements/types/vue'`.
 * @module
 */
import type { AllowedComponentProps, HTMLAttributes, VNodeProps } from 'vue';
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

/** A tag whose element is what a template ref holds. `ref` and `key` are among Vue's own props. */
type Tag<Element, Props> = new () => Element & {
  $props: Omit<HTMLAttributes, keyof Props> & Props & Listeners & VNodeProps & AllowedComponentProps;
};

declare module 'vue' {
  /** `slot="trigger"` takes a button of the page's; Vue's types lack it. */
  interface HTMLAttributes {
    slot?: string | undefined;
  }
  /** `command` calls an element by any button of the page; Vue's types lack it. */
  interface ButtonHTMLAttributes {
    command?: string | undefined;
    commandfor?: string | undefined;
  }
  interface GlobalComponents {
    'nango-connect': Tag<NangoConnect, ConnectProps>;
    'nango-credentials-form': Tag<NangoCredentialsForm, FormProps>;
  }
}
