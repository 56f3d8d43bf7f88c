import type { AuthResult } from '../engine/options.js';
import type { AttributeValues } from './attributes.js';
import type { StepEvent } from './connect-step.js';

/** What an element does when its connection changes. */
interface ValueHooks {
  /** Takes it over as the form control's value. */
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
  /** It was made here: what others know may be older. */
  #isMadeHere = false;
  #default = '';
  /** The page has set another one while an attempt was pending. */
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

  /** The id of the connection that the page knows, which a reset goes back to; empty: none. */
  set default(id: string) {
    this.#default = id;
    this.#isLate = this.#hooks.isPending();
    if (!this.#isLate && !this.#isMadeHere) this.#takeDefault();
  }

  /** Whether the browser has restored it with the form. */
  get isRestored(): boolean {
    return this.#isRestored;
  }

  /** An attempt has ended: takes what the page has set meanwhile. What is shown is up to the attempt. */
  settle(): void {
    if (!this.#isLate || this.#isMadeHere) return;
    this.#isLate = false;
    this.take(this.#default ? this.#of(this.#default) : undefined);
  }

  /** A connection has ended, and no reset goes back to it. */
  end(connectionId: string): void {
    if (this.#default === connectionId) this.#default = '';
    if (this.#result?.connectionId !== connectionId) return;
    if (this.#hooks.isPending()) this.take(undefined);
    else this.forget();
  }

  /** Takes a connection, or none. */
  take(result: AuthResult | undefined, isMadeHere = false): void {
    this.#result = result;
    this.#isMadeHere = isMadeHere;
    this.#isRestored = false;
    this.#hooks.onChange(result);
  }

  /** Takes a connection that the page gives, or none. */
  set(connectionId: string): void {
    if (connectionId === (this.#result?.connectionId ?? '')) return;
    this.#hooks.drop();
    if (connectionId) this.restore(this.#of(connectionId));
    else this.forget();
  }

  /** Takes a connection that was made before. */
  restore(result: AuthResult): void {
    this.take(result);
    this.#hooks.move({ type: 'succeed' });
  }

  /** The connection has ended. */
  forget(event: StepEvent = { type: 'reset' }): void {
    this.take(undefined);
    this.#hooks.move(event);
  }

  /** Goes back to the connection that the page knows, or to none. @param event what is shown then */
  reset(event?: StepEvent): void {
    this.forget(event);
    if (this.#default) this.#takeDefault();
  }

  /** The page may name the integration after the connection. */
  sync(): void {
    if (!this.#result || this.#isMadeHere || this.#result.connectionId !== this.#default) return;
    const result = this.#of(this.#default);
    if (result.providerConfigKey !== this.#result.providerConfigKey) this.take(result);
  }

  /** What the browser stores in order to restore the form. */
  static stateOf(result: AuthResult | undefined): string | null {
    return result ? JSON.stringify([result.providerConfigKey, result.connectionId]) : null;
  }

  /** Takes the connection in such a state, or an id alone; none of another integration. */
  restoreState(state: string): void {
    const [, key, id = ''] = /^\["([^"]*)","([^"]+)"\]$/.exec(state) ?? [];
    const { integrationId = key } = this.#attributes;
    if (key === undefined) {
      if (state) this.restore(this.#of(state));
    } else if (key === integrationId) this.restore({ ...this.#of(id), providerConfigKey: key });
    this.#isRestored = true;
  }

  #takeDefault(): void {
    const had = !!this.#result;
    if (this.#default) this.restore(this.#of(this.#default));
    else {
      this.take(undefined);
      if (had) this.#hooks.move({ type: 'reset' });
    }
  }

  /** A connection of the element's integration, by its id. */
  #of(connectionId: string): AuthResult {
    return { providerConfigKey: this.#attributes.integrationId ?? '', connectionId, isPending: false };
  }
}
