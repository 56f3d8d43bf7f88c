import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { opensPopup } from '../engine/auth-modes.js';
import { askPage } from '../engine/confirm.js';
import { asAuthError, AuthError } from '../engine/errors.js';
import type { Nango } from '../engine/nango.js';
import type { AuthResult, WaitingReason } from '../engine/options.js';
import type { AttributeValues } from './attributes.js';
import { next, stateOf, type Place, type Step, type StepEvent } from './connect-step.js';
import { authOptions, confirmation, type FormInput } from './engine-options.js';
import { ConnectionValue } from './connection-value.js';
import type { EngineSource } from './engine-source.js';
import { isOnPage } from './page-names.js';
import { NangoErrorEvent, NangoStartEvent, NangoStateEvent, NangoSuccessEvent } from './events.js';
import type { NangoState } from './events.js';

/** What an element does for its attempts. */
export interface ConnectionHooks {
  /** Where the element shows its steps. */
  readonly place: () => Place;
  /** Takes over what the page has set a moment ago. */
  readonly flush: () => void;
  /** Takes a connection as the element's value, or none. */
  readonly setResult: (result: AuthResult | undefined) => void;
  /** A connection was made. */
  readonly onConnected: (result: AuthResult) => void;
  /** Shows a state to the page's CSS. */
  readonly setCustomState: (state: NangoState, previous: NangoState) => void;
  /** Ends what is going on: the page goes away, or the element has left it. */
  readonly cancel: () => void;
}

type ConnectionHost = ReactiveControllerHost & HTMLElement & AttributeValues;

interface Attempt {
  readonly promise: Promise<AuthResult>;
  readonly resolve: (result: AuthResult) => void;
  readonly reject: (error: AuthError) => void;
  readonly startedAt: number;
  id: string;
  /** What was sent, by which engine, and what ends it. */
  input?: FormInput;
  engine?: Nango;
  abort?: AbortController;
}

/** One attempt at a time to make a connection, and what came of the last one. Dispatches the element's events. */
export class ConnectionController implements ReactiveController {
  readonly #host: ConnectionHost;
  readonly #source: EngineSource;
  readonly #hooks: ConnectionHooks;
  #step: Step = { name: 'closed' };
  readonly #value: ConnectionValue;
  #error: AuthError | undefined;
  #attempt: Attempt | undefined;
  /** Who heard the start of the last attempt, from the inside out. */
  #path: EventTarget[] = [];

  /**
   * @param host the element, with its attributes
   * @param source gives the engine
   * @param hooks what the element does for its attempts
   */
  constructor(host: ConnectionHost, source: EngineSource, hooks: ConnectionHooks) {
    this.#host = host;
    this.#source = source;
    this.#hooks = hooks;
    this.#value = new ConnectionValue(host, hooks.setResult);
    host.addController(this);
  }

  /** Where the element shows its steps. */
  get place(): Place {
    return this.#hooks.place();
  }

  /** What the element shows. */
  get step(): Step {
    return this.#step;
  }

  get state(): NangoState {
    return stateOf(this.#step);
  }

  /** The connection that was made. A later attempt that fails does not take it away. */
  get result(): AuthResult | undefined {
    return this.#value.result;
  }

  /** Why the last attempt failed. */
  get error(): AuthError | undefined {
    return this.#error;
  }

  /** Whether an attempt has begun and not ended. */
  get pending(): boolean {
    return !!this.#attempt;
  }

  /** Whether the page can be asked if the connection was made. */
  get canCheck(): boolean {
    return !!confirmation(this.#host);
  }

  hostUpdate(): void {
    this.#value.sync();
  }

  hostDisconnected(): void {
    // A move is a removal and an insertion at once: only an element that stays away gives up.
    if (this.state !== 'idle') queueMicrotask(() => this.#host.isConnected || this.#hooks.cancel());
  }

  /** Goes to the next step, and says so before anybody can see it. */
  move(event: StepEvent): void {
    const previous = this.state;
    this.#step = next(this.#step, event);
    const { state } = this;
    this.#host.requestUpdate();
    if (state === previous) return;
    this.#hooks.setCustomState(state, previous);
    this.#host.dispatchEvent(new NangoStateEvent({ state, previous }));
  }

  /** Begins an attempt, or joins the pending one. None is pending afterwards where the page prevented it. */
  begin(): Promise<AuthResult> {
    if (this.#attempt) return this.#attempt.promise;
    this.#hooks.flush();
    const id = this.#host.integrationId ?? '';
    let resolve: Attempt['resolve'] = () => undefined;
    let reject: Attempt['reject'] = () => undefined;
    const promise = new Promise<AuthResult>((yes, no) => {
      [resolve, reject] = [yes, no];
    });
    // A page that listens to the events need not handle the promise too.
    promise.catch(() => undefined);
    const start = new NangoStartEvent({ providerConfigKey: id });
    // Only while it is dispatched does an event know its way.
    this.#host.addEventListener('nango-start', () => (this.#path = start.composedPath()), { once: true });
    if (this.#host.dispatchEvent(start)) {
      this.#attempt = { promise, resolve, reject, id, startedAt: Date.now() };
      this.#error = undefined;
      // A page that goes away, even into the back/forward cache, leaves no popup and no socket behind.
      addEventListener('pagehide', this.#hooks.cancel);
    } else reject(new AuthError('authorization_cancelled'));
    return promise;
  }

  /**
   * Sends the pending attempt, or begins one. Call it in the user's gesture, before any `await`.
   * @param input what the user filled in, and the mode
   * @param id the integration
   */
  send(input: FormInput, id: string): Promise<AuthResult> {
    const promise = this.begin();
    const attempt = this.#attempt;
    if (attempt && !attempt.abort) {
      attempt.id = id;
      attempt.input = input;
      void this.#send(attempt);
    }
    return promise;
  }

  /** Brings the popup to the front. */
  focusPopup(): void {
    this.#attempt?.engine?.focus();
  }

  /** Gives up the popup that is out of sight, and opens another for the same attempt. */
  openAgain(): void {
    this.#attempt?.abort?.abort(new AuthError('superseded'));
    if (this.#attempt) void this.#send(this.#attempt);
  }

  /** Asks the page whether the connection was made. */
  async check(): Promise<void> {
    const attempt = this.#attempt;
    if (!attempt) return;
    const { id: providerConfigKey, startedAt } = attempt;
    const result = await askPage(confirmation(this.#host), { providerConfigKey, startedAt });
    if (result && attempt === this.#attempt) this.#succeed(result);
  }

  /** The user has closed the popup: the connection is there if the page knows of it. */
  async giveUp(): Promise<void> {
    const attempt = this.#attempt;
    await this.check();
    if (attempt && attempt === this.#attempt) this.fail(new AuthError('window_closed', { outcome: 'unknown' }));
  }

  /** Ends the pending attempt, if there is one, and goes back to where it began. */
  cancel(error = new AuthError('authorization_cancelled')): void {
    const attempt = this.#end(error);
    if (attempt) this.#error = error;
    this.move({ type: 'cancel', place: this.place, connected: !!this.result });
    this.#report(attempt, error);
  }

  /** Ends without a connection what was going on. */
  fail(error: AuthError): void {
    if (error.type === 'authorization_cancelled') return this.cancel(error);
    const attempt = this.#end(error);
    this.#error = error;
    this.move({ type: 'fail' });
    this.#report(attempt, error);
  }

  /** Takes a connection that was made before. */
  restore(result: AuthResult): void {
    this.#value.take(result);
    this.move({ type: 'succeed' });
  }

  /** The connection is no more. */
  forget(): void {
    this.#value.take(undefined);
    this.move({ type: 'reset' });
  }

  /** The id of the connection that the page knows, which a reset goes back to; empty: none. */
  set default(id: string) {
    this.#value.default = id;
    // What was made here is newer.
    if (!this.#attempt && !this.#value.isMadeHere) this.#takeDefault();
  }

  /** Takes a connection that the page gives, or none. */
  set(connectionId: string): void {
    if (connectionId === (this.result?.connectionId ?? '')) return;
    if (this.#attempt) this.cancel();
    if (connectionId) this.restore(this.#value.of(connectionId));
    else this.forget();
  }

  /** Takes what the browser kept of a form. */
  restoreState(state: string): void {
    const result = this.#value.restore(state);
    if (result) this.restore(result);
  }

  /** Back to the beginning: the connection that the page knows, or none. */
  reset(event: StepEvent = { type: 'reset' }): void {
    if (this.#attempt) this.cancel();
    this.#error = undefined;
    this.#value.take(undefined);
    this.move(event);
    if (this.#value.default) this.#takeDefault();
  }

  async #send(attempt: Attempt): Promise<void> {
    const abort = (attempt.abort = new AbortController());
    const input = attempt.input ?? {};
    this.move({ type: 'send', popup: opensPopup(input) });
    try {
      const onWaiting = (reason: WaitingReason): void => this.move({ type: 'wait', reason });
      const options = { ...authOptions(this.#host, input), signal: abort.signal, onWaiting };
      attempt.engine = this.#source.engine;
      const result = await attempt.engine.auth(attempt.id, this.#host.connectionId, options);
      if (!abort.signal.aborted) this.#succeed(result);
    } catch (thrown) {
      if (!abort.signal.aborted) this.fail(asAuthError('unknown_error', thrown));
    }
  }

  #succeed(result: AuthResult): void {
    const attempt = this.#end(new AuthError('superseded'));
    const changed = result.connectionId !== this.result?.connectionId;
    this.#value.take(result, true);
    this.move({ type: 'succeed' });
    this.#hooks.onConnected(result);
    this.#dispatchEnding(() => new NangoSuccessEvent(result));
    if (changed) {
      // As a control of the platform's does, once its user has changed its value.
      this.#host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      this.#host.dispatchEvent(new Event('change', { bubbles: true }));
    }
    attempt?.resolve(result);
  }

  #takeDefault(): void {
    const had = !!this.result;
    if (this.#value.takeDefault()) this.move({ type: 'succeed' });
    else if (had) this.move({ type: 'reset' });
  }

  /** Whoever heard the start hears the end, also where the element has left the page since. */
  #dispatchEnding(make: () => Event): void {
    this.#host.dispatchEvent(make());
    if (this.#host.isConnected) return;
    const nearest = this.#path.find(isOnPage);
    if (nearest) EventTarget.prototype.dispatchEvent.call(nearest, make());
  }

  #end(reason: AuthError): Attempt | undefined {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    removeEventListener('pagehide', this.#hooks.cancel);
    attempt?.abort?.abort(reason);
    return attempt;
  }

  #report(attempt: Attempt | undefined, error: AuthError): void {
    if (!attempt) return;
    this.#dispatchEnding(() => new NangoErrorEvent(error, attempt.id));
    attempt.reject(error);
  }
}
