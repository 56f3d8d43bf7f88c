import type { AuthResult } from '../../engine/options.js';
import { readJson } from '../../engine/wire.js';
import type { AttributeValues } from '../attributes.js';
import type { StepEvent } from './connect-step.js';

/** What an element does when its connection changes. */
interface ValueHooks {
  /** Sets it as the form control's value. */
  readonly onChange: (result: AuthResult | undefined) => void;
  /** Shows it. */
  readonly move: (event: StepEvent) => void;
  /** Whether an attempt may still change it. */
  readonly isPending: () => boolean;
  /** Ends what would still change it. */
  readonly drop: () => void;
}

/** The connection of an element: one that was made here, or that the page knows. */
export class ConnectionValue {
  readonly #attributes: AttributeValues;
  readonly #hooks: ValueHooks;
  #result: AuthResult | undefined;
  /** Whether it was made here: what others know may be older. */
  #isMadeHere = false;
  #default = '';
  /** Whether the page has set another one while an attempt was pending. */
  #isLate = false;
  #isRestored = false;

  /**
   * @param attributes the element
   * @param hooks what it does when its connection changes
   */
  constructor(attributes: AttributeValues, hooks: ValueHooks) {
    this.#attributes = attributes;
    this.#hooks = hooks;
  }

  get result(): AuthResult | undefined {
    return this.#result;
  }

  /** The id of the connection that the page knows and a reset returns to; empty for none. */
  set default(id: string) {
    this.#default = id;
    this.#isLate = this.#hooks.isPending();
    if (!this.#isLate && !this.#isMadeHere) this.#takeDefault();
  }

  /** Whether the browser has restored it with the form. */
  get isRestored(): boolean {
    return this.#isRestored;
  }

  /** Applies what the page has set during an attempt that has now ended. The attempt determines what is shown. */
  settle(): void {
    if (!this.#isLate || this.#isMadeHere) return;
    this.#isLate = false;
    this.take(this.#default ? this.#of(this.#default) : undefined);
  }

  /** Handles the end of a connection: no reset returns to it. */
  end(connectionId: string): void {
    if (this.#default === connectionId) this.#default = '';
    if (this.#result?.connectionId !== connectionId) return;
    if (this.#hooks.isPending()) this.take(undefined);
    else this.forget();
  }

  /** Sets a connection, or none. */
  take(result: AuthResult | undefined, isMadeHere = false): void {
    this.#result = result;
    this.#isMadeHere = isMadeHere;
    this.#isRestored = false;
    this.#hooks.onChange(result);
  }

  /** Sets a connection given by the page, or none. */
  set(connectionId: string): void {
    if (connectionId === (this.#result?.connectionId ?? '')) return;
    this.#hooks.drop();
    if (connectionId) this.restore(connectionId);
    else this.forget();
  }

  /** Sets a connection that was made earlier. @param integrationId Default: the element's */
  restore(connectionId: string, integrationId?: string): void {
    this.take(this.#of(connectionId, integrationId));
    this.#hooks.move({ type: 'succeed' });
  }

  /** Removes the connection. @param event moves to the next step */
  forget(event: StepEvent = { type: 'reset' }): void {
    this.take(undefined);
    this.#hooks.move(event);
  }

  /** Returns to the connection that the page knows, or to none. @param event moves to the next step */
  reset(event?: StepEvent): void {
    this.forget(event);
    if (this.#default) this.#takeDefault();
  }

  /** Updates the connection's integration, which the page may set after the value. */
  sync(): void {
    if (!this.#result || this.#isMadeHere || this.#result.connectionId !== this.#default) return;
    const result = this.#of(this.#default);
    if (result.providerConfigKey !== this.#result.providerConfigKey) this.take(result);
  }

  /** What the browser stores in order to restore the form. */
  static stateOf(result: AuthResult | undefined): string | null {
    return result ? JSON.stringify([result.providerConfigKey, result.connectionId]) : null;
  }

  /** Restores the connection from such a state, or from an id alone; none of another integration. */
  restoreState(state: string): void {
    const { integrationId = '' } = this.#attributes;
    const parsed = readJson(state);
    const [key = '', id = ''] = Array.isArray(parsed) ? parsed.map(String) : [integrationId, state];
    if (id && (!integrationId || key === integrationId)) this.restore(id, key);
    this.#isRestored = true;
  }

  #takeDefault(): void {
    const had = !!this.#result;
    if (this.#default) this.restore(this.#default);
    else {
      this.take(undefined);
      if (had) this.#hooks.move({ type: 'reset' });
    }
  }

  /** A connection by its id; default: of the element's integration. */
  #of(connectionId: string, providerConfigKey = this.#attributes.integrationId ?? ''): AuthResult {
    return { providerConfigKey, connectionId, isPending: false };
  }
}
