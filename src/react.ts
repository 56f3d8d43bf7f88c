import { attributes, type AttributeValues } from './elements/attributes.js';
import { dashed } from './elements/attribute-names.js';
import './define.js';
import { createComponent } from '@lit/react';
import type { EventName } from '@lit/react';
import * as React from 'react';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { NangoEventMap } from './elements/events.js';
import { NangoConnect as Connect } from './elements/nango-connect.js';
import { NangoCredentialsForm as CredentialsForm } from './elements/nango-credentials-form.js';

type Handler<Type extends keyof NangoEventMap> = (event: NangoEventMap[Type]) => void;

/** Written out, and not made from `events`: whoever imports these types has no `@lit/react`. */
interface Handlers {
  onStart?: Handler<'nango-start'> | undefined;
  onSuccess?: Handler<'nango-success'> | undefined;
  onError?: Handler<'nango-error'> | undefined;
  onState?: Handler<'nango-state'> | undefined;
  onDisconnect?: Handler<'nango-disconnect'> | undefined;
  onDisconnected?: Handler<'nango-disconnected'> | undefined;
}

/** The properties of both elements, all of them optional. */
type Properties = { [Name in keyof AttributeValues]?: AttributeValues[Name] | undefined } & {
  value?: string | undefined;
};

const named = <Type extends keyof NangoEventMap>(type: Type) => type as EventName<NangoEventMap[Type]>;
const events = {
  onStart: named('nango-start'),
  onSuccess: named('nango-success'),
  onError: named('nango-error'),
  onState: named('nango-state'),
  onDisconnect: named('nango-disconnect'),
  onDisconnected: named('nango-disconnected'),
};

type Wrapper<Element, Props> = ForwardRefExoticComponent<
  Omit<HTMLAttributes<Element>, keyof Props | keyof Handlers | 'defaultValue'> &
    Props &
    Handlers &
    RefAttributes<Element>
>;

/** A page that a server has rendered is kept by caches, and read by others. */
const isSecret = (name: string): boolean => /^(session-?token|hmac)$/i.test(name);
const own = Object.entries(attributes).filter(([name, row]) => row.attribute !== false && !isSecret(name));
/** The properties that a server writes as attributes. */
const written = new Set([...own.map(([name]) => name), 'value', 'inline']);

/** What a server writes: of an element's properties those that text can hold. The browser sets them all. */
function serverProps(props: object): object {
  const given = new Map<string, unknown>();
  for (const [name, value] of Object.entries<unknown>({ ...props })) {
    if (written.has(name)) {
      if (value === true) given.set(dashed(name), '');
      else if (typeof value === 'string' || typeof value === 'number') given.set(dashed(name), value);
    } else if (!Object.hasOwn(attributes, name) && !Object.hasOwn(events, name) && !isSecret(name)) {
      given.set(name === 'className' ? 'class' : name, value);
    }
  }
  return Object.fromEntries(given);
}

/** There `@lit/react` would give an element its content alone. */
const isServer = typeof document === 'undefined';
const onServer = (tagName: string) =>
  React.forwardRef<HTMLElement, object>((props, ref) => React.createElement(tagName, { ...serverProps(props), ref }));

/**
 * `<nango-connect>` for React 18 and 19: properties and listeners are set before the page is painted. Registers the tags.
 * @see https://lit.dev/docs/frameworks/react/
 */
export const NangoConnect: Wrapper<Connect, Properties & { inline?: boolean | undefined }> = isServer
  ? onServer('nango-connect')
  : createComponent<Connect, typeof events>({
      tagName: 'nango-connect',
      elementClass: Connect,
      react: React,
      events,
      displayName: 'NangoConnect',
    });

/** `<nango-credentials-form>` for React 18 and 19. Registers the tags. */
export const NangoCredentialsForm: Wrapper<CredentialsForm, Properties> = isServer
  ? onServer('nango-credentials-form')
  : createComponent<CredentialsForm, typeof events>({
      tagName: 'nango-credentials-form',
      elementClass: CredentialsForm,
      react: React,
      events,
      displayName: 'NangoCredentialsForm',
    });
