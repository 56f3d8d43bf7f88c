import type { AuthError, AuthErrorType, AuthIssue, AuthOutcome } from '../engine/errors.js';
import type { AuthResult } from '../engine/options.js';

/** What an element is doing. `waiting`: only the user can know what is happening in the popup. */
export type NangoState = 'idle' | 'loading' | 'input' | 'connecting' | 'waiting' | 'connected' | 'error';

/** Detail of `nango-start`. */
export interface StartDetail {
  readonly providerConfigKey: string;
}

/** Detail of `nango-error`: the fields of the error, and the error itself. */
export interface ErrorDetail {
  readonly type: AuthErrorType;
  readonly message: string;
  readonly outcome: AuthOutcome;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly issues: AuthIssue[] | undefined;
  readonly providerConfigKey: string;
  readonly error: AuthError;
}

/** Detail of `nango-state`. */
export interface StateDetail {
  readonly state: NangoState;
  readonly previous: NangoState;
}

/** Detail of `nango-disconnect` and `nango-disconnected`. */
export interface DisconnectDetail {
  readonly providerConfigKey: string;
  readonly connectionId: string;
}

const everywhere = { bubbles: true, composed: true } as const;

/** Fired before an attempt opens or sends anything. Preventing it ends the attempt without another event. */
export class NangoStartEvent extends CustomEvent<StartDetail> {
  constructor(detail: StartDetail) {
    super('nango-start', { ...everywhere, cancelable: true, detail });
  }
}

/** Fired once, by an attempt that made a connection. */
export class NangoSuccessEvent extends CustomEvent<AuthResult> {
  constructor(detail: AuthResult) {
    super('nango-success', { ...everywhere, detail });
  }
}

/** Fired once, by an attempt that failed or was canceled. */
export class NangoErrorEvent extends CustomEvent<ErrorDetail> {
  constructor(error: AuthError, providerConfigKey: string) {
    const { type, message, outcome, retryable, status, issues } = error;
    const detail = { type, message, outcome, retryable, status, issues, providerConfigKey, error };
    super('nango-error', { ...everywhere, detail });
  }
}

/** Fired on every change of an element's `state`. */
export class NangoStateEvent extends CustomEvent<StateDetail> {
  constructor(detail: StateDetail) {
    super('nango-state', { ...everywhere, detail });
  }
}

/** Fired before a connection is ended. Preventing it keeps the connection. */
export class NangoDisconnectEvent extends CustomEvent<DisconnectDetail> {
  constructor(detail: DisconnectDetail) {
    super('nango-disconnect', { ...everywhere, cancelable: true, detail });
  }
}

/** Fired once a connection has ended. */
export class NangoDisconnectedEvent extends CustomEvent<DisconnectDetail> {
  constructor(detail: DisconnectDetail) {
    super('nango-disconnected', { ...everywhere, detail });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'nango-start': NangoStartEvent;
    'nango-success': NangoSuccessEvent;
    'nango-error': NangoErrorEvent;
    'nango-state': NangoStateEvent;
    'nango-disconnect': NangoDisconnectEvent;
    'nango-disconnected': NangoDisconnectedEvent;
  }
}

/** The events of both elements, by their types. */
export type NangoEventMap = Pick<
  GlobalEventHandlersEventMap,
  Extract<keyof GlobalEventHandlersEventMap, `nango-${string}`>
>;
