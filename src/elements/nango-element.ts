import { asAuthError, AuthError } from '../engine/errors.js';
import type { Nango } from '../engine/nango.js';
import type { AuthResult, WaitingReason } from '../engine/options.js';
import { NangoErrorEvent, NangoStartEvent, NangoStateEvent, NangoSuccessEvent } from './events.js';
import type { NangoState } from './events.js';
import { FormControl } from './form-control.js';
import { Gestures } from './gestures.js';
import { needsWindow } from './needs-window.js';
import type { FormInput } from './options-element.js';
import type { Action } from './panels.js';

interface Attempt {
  readonly promise: Promise<AuthResult>;
  readonly resolve: (result: AuthResult) => void;
  readonly reject: (error: AuthError) => void;
  readonly startedAt: number;
  id: string;
  /** What was sent off, by which engine, and what ends it. */
  input?: FormInput;
  engine?: Nango;
  abort?: AbortController;
}

/** What both elements are: a form control whose value is a connection, and one attempt at a time to make it. */
export abstract class NangoElement extends FormControl {
  /** Why the state is `waiting`. */
  waiting: WaitingReason | undefined;

  #state: NangoState = 'idle';
  #error: AuthError | undefined;
  #attempt: Attempt | undefined;
  // A page that goes away, even into the back/forward cache, leaves no window and no socket behind.
  readonly #leave = (): void => this.cancel();

  constructor() {
    super();
    this.mark(this.#state);
    new Gestures(this, this);
  }

  /** A click is likely. @internal */
  abstract expect(): void;

  /** A press outside of what is shown. @internal */
  outside(): void {}

  /** A press of the button, or of another one for it. @internal */
  press(): void {
    if (!this.inactive) void this.connect();
  }

  /** Starts an attempt, or joins the one that is on. Rejects with the error that `nango-error` carries. */
  abstract connect(): Promise<AuthResult>;

  /** Ends the attempt that is on, if there is one: `nango-error` with `outcome: 'cancelled'`. */
  cancel(): void {
    if (this.busy) this.fail(new AuthError('authorization_cancelled'));
  }

  /** Back to the beginning, without a connection. */
  reset(): void {
    this.cancel();
    this.#error = undefined;
    this.keep(undefined);
    this.setState('idle');
  }

  /** What the element is doing; also a custom state. */
  get state(): NangoState {
    return this.#state;
  }

  /** Why the last attempt failed. */
  get error(): AuthError | undefined {
    return this.#error;
  }

  formResetCallback(): void {
    this.reset();
  }

  formStateRestoreCallback(connectionId: string): void {
    this.keep({ providerConfigKey: this.integrationId ?? '', connectionId, isPending: false });
    this.setState('connected');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Being moved is being removed and inserted in one go: only what stays away is given up.
    if (this.state !== 'idle') setTimeout(() => this.isConnected || this.cancel());
  }

  /** Whether an attempt is on. */
  protected get busy(): boolean {
    return !!this.#attempt;
  }

  /** Moves on, and says so before anybody can see it. */
  protected setState(state: NangoState): void {
    const previous = this.#state;
    if (state === previous) return;
    this.#state = state;
    this.mark(state, previous);
    this.requestUpdate();
    this.dispatchEvent(new NangoStateEvent({ state, previous }));
  }

  /** Begins an attempt, or joins the one that is on. None is on afterwards where the page prevented it. */
  protected begin(): Promise<AuthResult> {
    if (this.#attempt) return this.#attempt.promise;
    // What was set a moment ago has to count.
    if (this.isUpdatePending) this.performUpdate();
    const id = this.integrationId ?? '';
    let resolve: Attempt['resolve'] = () => undefined;
    let reject: Attempt['reject'] = () => undefined;
    const promise = new Promise<AuthResult>((yes, no) => {
      [resolve, reject] = [yes, no];
    });
    // A page that listens to the events need not handle the promise too.
    promise.catch(() => undefined);
    if (this.dispatchEvent(new NangoStartEvent({ providerConfigKey: id }))) {
      this.#attempt = { promise, resolve, reject, id, startedAt: Date.now() };
      this.#error = undefined;
      addEventListener('pagehide', this.#leave);
    } else reject(new AuthError('authorization_cancelled'));
    return promise;
  }

  /**
   * Sends the attempt off, beginning it where none is on. Call it in the user's gesture, before any `await`.
   * @param input what the user filled in, and the mode
   * @param id the integration, where the user chose it
   */
  protected run(input: FormInput = {}, id = this.integrationId ?? ''): Promise<AuthResult> {
    const promise = this.begin();
    const attempt = this.#attempt;
    if (attempt && !attempt.abort) {
      attempt.id = id;
      attempt.input = input;
      void this.#send(attempt);
    }
    return promise;
  }

  /** Brings the window to the front. */
  protected focusWindow(): void {
    this.#attempt?.engine?.focus();
  }

  /** Gives up the window that is out of sight, and opens another for the same attempt. */
  protected openAgain(): void {
    this.#attempt?.abort?.abort(new AuthError('superseded'));
    if (this.#attempt) void this.#send(this.#attempt);
  }

  /** Asks the page whether the connection was made. */
  protected async check(): Promise<void> {
    const attempt = this.#attempt;
    if (!attempt) return;
    const asked = this.confirmation?.({ providerConfigKey: attempt.id, startedAt: attempt.startedAt });
    const result = await asked?.catch(() => undefined);
    if (result && attempt === this.#attempt) this.#succeed(result);
  }

  /** Whether the user is in another window. @internal */
  get away(): boolean {
    const input = this.#attempt?.input;
    return this.#state === 'waiting' || (this.#state === 'connecting' && !!input && needsWindow(input));
  }

  /** What the user can do here meanwhile: with a window in sight, or one that only they can see. */
  protected get waysOut(): readonly Action[] {
    const cancel: Action = ['cancel', (): void => this.cancel()];
    if (this.#state === 'connecting') return [['show_window', (): void => this.focusWindow()], cancel];
    const ways: Action[] = [['open_again', (): void => this.openAgain()], ['closed_it', this.#giveUp], cancel];
    return this.confirmation ? [['check_again', (): void => void this.check()], ...ways] : ways;
  }

  /** What goes on, in words, with the name of what is connected. */
  protected status(name: string): string {
    const state = this.#state;
    if (state === 'waiting') return this.text(this.waiting === 'lost' ? 'waiting_lost' : state);
    const { isPending, providerConfigKey = '' } = this.result ?? {};
    if (state === 'connected')
      return this.text(isPending ? 'pending' : name ? 'connected_to' : state, { name: name || providerConfigKey });
    return this.away ? this.text('finish') : state === 'loading' || state === 'connecting' ? this.text(state) : '';
  }

  readonly #giveUp = async (): Promise<void> => {
    await this.check();
    this.fail(new AuthError('window_closed', { outcome: 'unknown' }));
  };

  /** Opens the socket ahead of a likely click. */
  protected prepare(): void {
    try {
      this.engine.prepare();
    } catch {
      // A wrong host is told by the attempt.
    }
  }

  /** Ends the attempt that is on, without a connection. */
  protected fail(error: AuthError): void {
    const attempt = this.#end(error);
    const cancelled = error.type === 'authorization_cancelled';
    this.#error = error;
    this.setState(!cancelled ? 'error' : this.result ? 'connected' : 'idle');
    if (!attempt) return;
    this.dispatchEvent(new NangoErrorEvent(error, attempt.id));
    attempt.reject(error);
  }

  async #send(attempt: Attempt): Promise<void> {
    const abort = (attempt.abort = new AbortController());
    this.setState('connecting');
    try {
      const options = {
        ...this.authOptions(attempt.input ?? {}),
        signal: abort.signal,
        onWaiting: (reason: WaitingReason): void => {
          this.waiting = reason;
          this.setState('waiting');
        },
      };
      attempt.engine = this.engine;
      const result = await attempt.engine.auth(attempt.id, this.connectionId, options);
      if (!abort.signal.aborted) this.#succeed(result);
    } catch (thrown) {
      if (!abort.signal.aborted) this.fail(asAuthError('unknown_error', thrown));
    }
  }

  #succeed(result: AuthResult): void {
    const attempt = this.#end(new AuthError('superseded'));
    this.keep(result);
    this.setState('connected');
    this.dispatchEvent(new NangoSuccessEvent(result));
    attempt?.resolve(result);
  }

  #end(reason: AuthError): Attempt | undefined {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    removeEventListener('pagehide', this.#leave);
    attempt?.abort?.abort(reason);
    return attempt;
  }
}
