import type { AttributeValues } from './elements/attributes.js';
import './define.js';
import { createComponent } from '@lit/react';
import type { EventName } from '@lit/react';
import * as React from 'react';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type {
  NangoDisconnectedEvent,
  NangoDisconnectEvent,
  NangoErrorEvent,
  NangoStartEvent,
  NangoStateEvent,
  NangoSuccessEvent,
} from './elements/events.js';
import { NangoConnect as Connect } from './elements/nango-connect.js';
import { NangoCredentialsForm as CredentialsForm } from './elements/nango-credentials-form.js';

interface Handlers {
  onStart?: (event: NangoStartEvent) => void;
  onSuccess?: (event: NangoSuccessEvent) => void;
  onError?: (event: NangoErrorEvent) => void;
  onState?: (event: NangoStateEvent) => void;
  onDisconnect?: (event: NangoDisconnectEvent) => void;
  onDisconnected?: (event: NangoDisconnectedEvent) => void;
}

type Wrapper<Element, Props> = ForwardRefExoticComponent<
  Omit<HTMLAttributes<Element>, keyof Props | keyof Handlers | 'defaultValue'> &
    Props &
    Handlers &
    RefAttributes<Element>
>;

const events = {
  onStart: 'nango-start' as EventName<NangoStartEvent>,
  onSuccess: 'nango-success' as EventName<NangoSuccessEvent>,
  onError: 'nango-error' as EventName<NangoErrorEvent>,
  onState: 'nango-state' as EventName<NangoStateEvent>,
  onDisconnect: 'nango-disconnect' as EventName<NangoDisconnectEvent>,
  onDisconnected: 'nango-disconnected' as EventName<NangoDisconnectedEvent>,
};

/**
 * `<nango-connect>` for React 18 and 19: properties and listeners are set before the page is painted. Registers the tags.
 * @see https://lit.dev/docs/frameworks/react/
 */
export const NangoConnect: Wrapper<Connect, Partial<AttributeValues> & { value?: string; inline?: boolean }> =
  createComponent({
    tagName: 'nango-connect',
    elementClass: Connect,
    react: React,
    events,
    displayName: 'NangoConnect',
  });

/** `<nango-credentials-form>` for React 18 and 19. Registers the tags. */
export const NangoCredentialsForm: Wrapper<CredentialsForm, Partial<AttributeValues> & { value?: string }> =
  createComponent({
    tagName: 'nango-credentials-form',
    elementClass: CredentialsForm,
    react: React,
    events,
    displayName: 'NangoCredentialsForm',
  });
