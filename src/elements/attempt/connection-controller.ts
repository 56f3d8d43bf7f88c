import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { opensPopup } from '../../engine/auth-modes.js';
import { asAuthError, AuthError } from '../../engine/errors.js';
import type { AuthResult } from '../../engine/options.js';
import { AttemptEvents } from './attempt-events.js';
import type { AttributeValues } from '../attributes.js';
import { atRest, next, stateOf, type Place, type Step, type StepEvent } from './connect-step.js';
import { ElementAttempt } from './element-attempt.js';
import type { FormInput } from './engine-options.js';
import { ConnectionValue } from './connection-value.js';
import { PopupChoices } from './popup-choices.js';
import type { EngineSource } from './engine-source.js';
import type { NangoState } from '../events.js';
import { WindowEnd } from '../dom/window-end.js';

/** What the attempts need from their element. */
interface ConnectionHooks {
  /** Where the element shows its steps. */
  readonly place: () => Place;
  /** Applies what the page has just set. */
  readonly flush: () => void;
  /** Sets a connection as the element's value, or none. */
  readonly setResult: (result: AuthResult | undefined) => void;
  /** A connection was made. */
  readonly onConnected: (result: AuthResult) => void;
  /** An attempt was canceled. */
  readonly onCancelled: () => void;
  /** Shows a state to the page's CSS. */
  readonly setCustomState: (state: NangoState, previous: NangoState) => void;
  /** Ends the pending attempt: the page is unloaded, or the element was removed. */
  readonly cancel: () => void;
}

type ConnectionHost = ReactiveControllerHost & HTMLElement & AttributeValues;

/** Runs one attempt at a time and keeps the outcome of the last one. Dispatches the element's events. */
export class ConnectionController implements ReactiveController {
  readonly #host: ConnectionHost;
  readonly #source: EngineSource;
  readonly #hooks: ConnectionHooks;
  #step: Step = atRest;
  /** The connection that was made, or that the page knows. */
  readonly value: ConnectionValue;
  #error: AuthError | undefined;
  #attempt: ElementAttempt | undefined;
  /** A canceled attempt whose connection the page is being asked about. */
  #asked: ElementAttempt | undefined;
  readonly #events: AttemptEvents;
  readonly #windowEnd: WindowEnd;
  #popup: PopupChoices | undefined;

  /**
   * @param host the element, with its attributes
   * @param source creates the engine
   * @param hooks callbacks to the element
   */
  constructor(host: ConnectionHost, source: EngineSource, hooks: ConnectionHooks) {
    this.#host = host;
    this.#source = source;
    this.#hooks = hooks;
    this.value = new ConnectionValue(host, {
      onChange: hooks.setResult,
      move: (event) => this.move(event),
      isPending: () => this.pending,
      drop: () => this.#drop(),
    });
    this.#events = new AttemptEvents(host);
    this.#windowEnd = new WindowEnd(host, hooks.cancel);
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

  /** Why the last attempt failed. */
  get error(): AuthError | undefined {
    return this.#error;
  }

  /** Whether an attempt is under way. */
  get pending(): boolean {
    return !!this.#attempt;
  }

  hostConnected(): void {
    if (this.pending) this.#windowEnd.follow();
  }

  hostUpdate(): void {
    this.value.sync();
  }

  hostDisconnected(): void {
    // Moving an element removes and inserts it: only one that stays removed gives up.
    queueMicrotask(() => {
      if (!this.#host.isConnected && (this.pending || this.state !== 'idle')) this.#hooks.cancel();
    });
  }

  /** Goes to the next step, and dispatches its event before it is rendered. */
  move(event: StepEvent): void {
    const previous = this.state;
    this.#step = next(this.#step, event);
    const { state } = this;
    this.#host.requestUpdate();
    if (state === previous) return;
    this.#hooks.setCustomState(state, previous);
    this.#events.state(state, previous);
  }

  /** Begins an attempt, or joins the pending one. If the page prevents it, none is pending afterwards. */
  begin(): Promise<AuthResult> {
    if (this.#attempt) return this.#attempt.promise;
    this.#hooks.flush();
    const attempt = new ElementAttempt(this.#host, this.#source, this.#host.integrationId ?? '');
    if (this.#events.start(attempt.id)) {
      this.#attempt = attempt;
      this.#error = undefined;
      this.#windowEnd.follow();
    } else attempt.reject(new AuthError('authorization_cancelled'));
    return attempt.promise;
  }

  /**
   * Sends the pending attempt, or begins one. Must be called in the user's gesture, before any `await`.
   * @param input what the user filled in, and the auth mode
   * @param id the integration id
   */
  send(input: FormInput, id: string): Promise<AuthResult> {
    const promise = this.begin();
    const attempt = this.#attempt;
    if (attempt && !attempt.sent) {
      attempt.id = id;
      attempt.input = input;
      this.#send(attempt);
    }
    return promise;
  }

  /** What the user can do about the popup. */
  get popup(): PopupChoices {
    return (this.#popup ??= new PopupChoices({
      current: () => this.#attempt,
      succeed: (attempt, result) => this.#succeed(attempt, result),
      fail: (error) => this.fail(error),
      send: (attempt) => this.#send(attempt),
    }));
  }

  /**
   * Ends the pending attempt, if there is one, and returns to where it began. If the connection may have been made, the page
   * is asked before the end is reported.
   */
  cancel(): void {
    const error = new AuthError('authorization_cancelled');
    const attempt = this.#endByCancel(error);
    if (!attempt?.isLost) return this.#report(attempt, error);
    this.#asked = attempt;
    attempt.sent?.then(
      (result) => attempt === this.#asked && this.#succeed(attempt, result),
      () => attempt === this.#asked && this.#report(attempt, error),
    );
  }

  /** Ends the pending attempt without a connection. */
  fail(error: AuthError): void {
    if (error.type === 'authorization_cancelled') return this.#report(this.#endByCancel(error), error);
    const attempt = this.#end(error);
    this.#error = error;
    this.move({ type: 'fail' });
    this.#report(attempt, error);
  }

  /** Starts over: with the connection that the page knows, or none. */
  reset(event?: StepEvent): void {
    this.#drop();
    this.#source.forget();
    this.#error = undefined;
    this.value.reset(event);
  }

  #send(attempt: ElementAttempt): void {
    this.move({ type: 'send', popup: opensPopup(attempt.input) });
    const signal = attempt.send((reason) => this.move({ type: 'wait', reason }));
    attempt.sent?.then(
      // An attempt whose popup was replaced may have made the connection too.
      (result) => attempt === this.#attempt && this.#succeed(attempt, result),
      (thrown: unknown) => signal.aborted || this.fail(asAuthError('unknown_error', thrown)),
    );
  }

  #succeed(attempt: ElementAttempt, result: AuthResult): void {
    // A newer attempt continues.
    const isLast = !this.#attempt || attempt === this.#attempt;
    if (isLast) this.#end(new AuthError('superseded'));
    this.#asked = undefined;
    const changed = result.connectionId !== this.value.result?.connectionId;
    this.value.take(result, true);
    if (isLast) this.move({ type: 'succeed' });
    this.#hooks.onConnected(result);
    this.#events.success(result, changed);
    attempt.resolve(result);
  }

  /** Ends the attempt immediately, without asking the page. */
  #drop(): void {
    const error = new AuthError('authorization_cancelled');
    if (this.#attempt) this.fail(error);
    this.#report(this.#asked, error);
  }

  #endByCancel(error: AuthError): ElementAttempt | undefined {
    const attempt = this.#end(error);
    if (attempt) this.#error = error;
    this.move({ type: 'cancel', place: this.place, connected: !!this.value.result });
    this.#hooks.onCancelled();
    return attempt;
  }

  #end(reason: AuthError): ElementAttempt | undefined {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    this.#windowEnd.stop();
    attempt?.abort(reason);
    this.value.settle();
    return attempt;
  }

  #report(attempt: ElementAttempt | undefined, error: AuthError): void {
    if (!attempt) return;
    if (attempt === this.#asked) this.#asked = undefined;
    this.#events.error(error, attempt.id);
    attempt.reject(error);
  }
}
