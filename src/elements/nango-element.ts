import type { CSSResult, LitElement, PropertyDeclarations, PropertyValues } from 'lit';
import type { AuthError } from '../engine/errors.js';
import type { AuthResult, WaitingReason } from '../engine/options.js';
import { addDashedProperties, readAttribute, upgradeProperties, undashedNames } from './attribute-names.js';
import { AccountController } from './account/account-controller.js';
import { addInitialValues, attributes, declarations, type AttributeValues } from './attributes.js';
import { atRest, stateOf, type Place, type Step } from './attempt/connect-step.js';
import { ConnectionController } from './attempt/connection-controller.js';
import { ConnectionValue } from './attempt/connection-value.js';
import { EngineSource } from './attempt/engine-source.js';
import type { NangoState } from './events.js';
import type { MessageKey } from './texts/english.js';
import { interceptIn } from './dom/event-boundary.js';
import { FormAssociatedElement } from './form-associated-element.js';
import { Looks } from './looks.js';
import { own } from './dom/own-property.js';
import { canRender } from './dom/page-names.js';
import { disableActions } from './attempt/panels.js';
import { urlOf } from './attempt/page-urls.js';
import { PointerIntent } from './dom/pointer-intent.js';
import { version } from '../version.js';
import { follow, lookUp, unfollow, type TextValues } from './texts/messages.js';
import { shorten } from './dom/trim.js';
import { stopWaiting } from './dom/when-visible.js';

const undashed = undashedNames(attributes);

// The attributes' properties are declared by their table.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type
export interface NangoElement extends AttributeValues {}

/**
 * The base of both elements: a form control whose value, submitted under `name`, is a connection id, and one attempt at a
 * time to make that connection. The value is never a secret.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export abstract class NangoElement extends FormAssociatedElement {
  /** The version of the package. */
  static readonly version = version;
  static override properties: PropertyDeclarations = declarations(attributes);

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'value', ...undashed.keys()];
  }

  protected static override finalize(): void {
    if (Object.hasOwn(this, 'finalized')) return;
    super.finalize();
    addInitialValues(this.prototype, this.elementProperties);
    // The class is being registered: later listeners of the page come second.
    interceptIn(globalThis.window);
  }

  protected readonly looks = new Looks(this, () => this.sheets);
  protected readonly source = new EngineSource(this);
  #connection: ConnectionController | undefined;
  #accounts: AccountController | undefined;

  constructor() {
    super();
    this.setCustomState('idle');
    new PointerIntent(
      this,
      () => this.isDisabled,
      () => {
        this.#accounts?.retry();
        this.prewarm();
      },
    );
  }

  /** A click is likely: fetches what it needs. */
  protected abstract prewarm(): void;

  /** Its attempts. Created on first use: a page may have a thousand elements that nobody ever presses. */
  protected get connection(): ConnectionController {
    return (this.#connection ??= new ConnectionController(this, this.source, {
      place: () => this.place,
      flush: () => {
        if (this.isUpdatePending) this.performUpdate();
      },
      setResult: (result) => this.setFormValue(result?.connectionId ?? null, ConnectionValue.stateOf(result)),
      onConnected: ({ providerConfigKey, connectionId }) =>
        this.#accounts?.onConnected(providerConfigKey, connectionId),
      onCancelled: () => this.#accounts?.refresh(),
      setCustomState: (state, previous) => this.setCustomState(state, previous),
      cancel: () => this.cancel(),
    }));
  }

  /** The connections that the page's backend knows. */
  protected get accounts(): AccountController {
    return (this.#accounts ??= new AccountController(
      this,
      this.connection,
      this.source,
      () => this.state === 'input' && (this.isTyped || this.matches(':focus-within')),
    ));
  }

  /** Whether the user has typed something into its form. */
  protected abstract get isTyped(): boolean;

  /** What it shows. */
  protected get step(): Step {
    return this.#connection?.step ?? atRest;
  }

  /** Where it shows its steps. */
  protected abstract get place(): Place;

  /** Starts an attempt, or joins the pending one. Call it in a click handler. Rejects with the `AuthError` of `nango-error`. */
  abstract connect(): Promise<AuthResult>;

  /** Ends the pending attempt, if there is one: fires `nango-error` with outcome `cancelled`. */
  cancel(): void {
    if (this.#connection?.pending) this.#connection.cancel();
  }

  /** Starts over, as for another user: with the connection of the attribute `value`, or with none. */
  reset(): void {
    this.startOver();
    this.#accounts?.forget();
  }

  /** Returns to the initial state. */
  protected startOver(): void {
    this.connection.reset();
  }

  /** What the element is doing; also a custom state for CSS. */
  get state(): NangoState {
    return stateOf(this.step);
  }

  /** Why the state is `waiting`; otherwise `undefined`. */
  get waiting(): WaitingReason | undefined {
    const { step } = this;
    return step.name === 'popup' ? step.waiting : undefined;
  }

  /** The connection that was made. A later attempt that fails doesn't remove it. */
  get result(): AuthResult | undefined {
    return this.#connection?.value.result;
  }

  /** Why the last attempt failed. */
  get error(): AuthError | undefined {
    return this.#connection?.error;
  }

  protected override get missingMessage(): string {
    return this.text('required');
  }

  /** The connection id, or an empty string. The attribute sets the initial one, which a form reset restores. */
  get value(): string {
    return this.result?.connectionId ?? '';
  }

  set value(connectionId: string) {
    this.connection.value.set(connectionId);
    this.#accounts?.onValueSet(connectionId);
  }

  /**
   * Returns a text in the element's language.
   * @param key one of `MessageKey`; the result is `undefined` for others
   * @param values replacements for placeholders such as `{name}`
   */
  text(key: MessageKey, values?: TextValues): string;
  text(key: string, values?: TextValues): string | undefined;
  text(key: string, values: TextValues = {}): string | undefined {
    const text = lookUp(this, key, this.messages, this.debug);
    return text?.replace(/{(\w+)}/g, (_, name: string) => shorten(String(own(values, name) ?? ''), 200));
  }

  formResetCallback(): void {
    this.startOver();
    this.#accounts?.refresh();
  }

  formStateRestoreCallback(state: string): void {
    this.connection.value.restoreState(state);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    this.looks.apply();
    return root;
  }

  /** Its style sheets. */
  protected abstract get sheets(): readonly CSSResult[];

  /** Called when it was moved to another document, such as a frame's. */
  adoptedCallback(): void {
    this.looks.apply();
  }

  override connectedCallback(): void {
    upgradeProperties(this, ['value', 'defaultValue']);
    super.connectedCallback();
    follow(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unfollow(this);
    stopWaiting(this);
  }

  override attributeChangedCallback(given: string, old: string | null, value: string | null): void {
    const name = readAttribute(this, given, undashed.get(given) ?? given, value);
    if (name === undefined) return;
    if (name === 'value' && (value || this.#connection)) this.connection.value.default = value ?? '';
    if (name === 'value') this.#accounts?.onValueSet(value ?? '');
    super.attributeChangedCallback(name, old, value);
  }

  override requestUpdate(...given: Parameters<LitElement['requestUpdate']>): void {
    super.requestUpdate(...given);
    // A form that is submitted in the same task has to know.
    if (given[0] === 'required') this.validate();
  }

  protected override shouldUpdate(): boolean {
    return canRender();
  }

  protected override performUpdate(): void {
    if (urlOf(this, 'status')) void this.accounts;
    super.performUpdate();
  }

  protected override update(changed: PropertyValues<this>): void {
    // A browser's translation puts texts into <font>, where Lit doesn't find them to change them.
    for (const font of this.renderRoot.querySelectorAll('font')) font.replaceWith(font.textContent);
    super.update(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.required) this.validate();
    if (changed.has('theme')) this.looks.apply();
    // At rest, there are none of them.
    if (this.#connection) disableActions(this.renderRoot, this.isDisabled);
  }
}

addDashedProperties(NangoElement.prototype, attributes);
