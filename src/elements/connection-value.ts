import type { AuthResult } from '../engine/options.js';
import type { AttributeValues } from './attributes.js';

/** The connection of an element: one that was made here, or that the page knows. */
export class ConnectionValue {
  readonly #attributes: AttributeValues;
  readonly #onChange: (result: AuthResult | undefined) => void;
  #result: AuthResult | undefined;
  #isMadeHere = false;
  /** The id of the connection that the page knows; a reset goes back to it. */
  default = '';

  /**
   * @param attributes the element
   * @param onChange takes it over as the form control's value
   */
  constructor(attributes: AttributeValues, onChange: (result: AuthResult | undefined) => void) {
    this.#attributes = attributes;
    this.#onChange = onChange;
  }

  get result(): AuthResult | undefined {
    return this.#result;
  }

  /** It was made here: what others know of it may be older. */
  get isMadeHere(): boolean {
    return this.#isMadeHere;
  }

  /** Takes a connection, or none. */
  take(result: AuthResult | undefined, isMadeHere = false): void {
    this.#result = result;
    this.#isMadeHere = isMadeHere;
    this.#onChange(result);
  }

  /** Goes back to the connection that the page knows. @returns whether there is one */
  takeDefault(): boolean {
    this.take(this.default ? this.of(this.default) : undefined);
    return !!this.default;
  }

  /** The page may name the integration after the connection. */
  sync(): void {
    if (!this.#result || this.#isMadeHere || this.#result.connectionId !== this.default) return;
    const result = this.of(this.default);
    if (result.providerConfigKey !== this.#result.providerConfigKey) this.take(result);
  }

  /** What a browser keeps of it when it restores a form. */
  static stateOf(result: AuthResult | undefined): string | null {
    return result ? JSON.stringify([result.providerConfigKey, result.connectionId]) : null;
  }

  /** The connection in such a state, or an id alone; none of another integration. */
  restore(state: string): AuthResult | undefined {
    const [, key, id = ''] = /^\["([^"]*)","([^"]+)"\]$/.exec(state) ?? [];
    const { integrationId = key } = this.#attributes;
    if (key === undefined) return state ? this.of(state) : undefined;
    return key === integrationId ? { ...this.of(id), providerConfigKey: key } : undefined;
  }

  /** A connection of the element's integration, by its id. */
  of(connectionId: string): AuthResult {
    return { providerConfigKey: this.#attributes.integrationId ?? '', connectionId, isPending: false };
  }
}
