import type { LitElement, ReactiveController } from 'lit';
import { opensPopup } from '../../engine/auth-modes.js';
import { asAuthError } from '../../engine/errors.js';
import type { AuthResult, Integration } from '../../engine/options.js';
import { isBusy, panelOf, type StepEvent } from '../attempt/connect-step.js';
import type { ConnectionController } from '../attempt/connection-controller.js';
import type { AttributeValues } from '../attributes.js';
import { CredentialsForm } from '../form/credentials-form.js';
import type { FormInput } from '../attempt/engine-options.js';
import type { EngineSource } from '../attempt/engine-source.js';
import type { FormSchema } from '../form/fields.js';
import type { IntegrationCatalog } from '../form/integration-catalog.js';
import { LatestTask } from '../dom/latest-task.js';
import type { Translate } from '../texts/messages.js';
import { viewOf } from '../dom/page-names.js';
import { whenVisible } from '../dom/when-visible.js';

/** Long enough to be read. */
const connectedMs = 1600;

type FlowHost = LitElement & Pick<AttributeValues, 'params'>;

/** The steps of `<nango-connect>` to a connection: from the user's click through picker and form to the attempt. */
export class ConnectFlow implements ReactiveController {
  readonly #host: FlowHost;
  readonly #text: Translate;
  readonly #connection: ConnectionController;
  readonly #catalog: IntegrationCatalog;
  readonly #source: EngineSource;
  readonly #loading = new LatestTask();
  #form: CredentialsForm | undefined;
  /** What is sent if there is nothing to fill in. */
  #input: FormInput = {};
  /** Whether an `inline` element has been in view. */
  #isShown = false;
  #closing: ReturnType<typeof setTimeout> | undefined;
  /** Leaves the form, once the user has agreed to discard what was typed. */
  discard = (): void => undefined;

  /**
   * @param host the element
   * @param text translates into the user's language
   * @param connection makes the connection
   * @param catalog has the integrations and their requirements
   * @param source creates the engine
   */
  constructor(
    host: FlowHost,
    text: Translate,
    connection: ConnectionController,
    catalog: IntegrationCatalog,
    source: EngineSource,
  ) {
    this.#host = host;
    this.#text = text;
    this.#connection = connection;
    this.#catalog = catalog;
    this.#source = source;
    host.addController(this);
  }

  /** The form, once there was one. */
  get form(): CredentialsForm | undefined {
    return this.#form;
  }

  /** Whether what is ready to be sent opens a popup. */
  get needsPopup(): boolean {
    return opensPopup(this.#input);
  }

  hostDisconnected(): void {
    clearTimeout(this.#closing);
  }

  hostUpdate(): void {
    this.#closeWhenRead();
    // A pending attempt continues with the options that it started with.
    if (this.#connection.pending) return;
    const isNew = this.#catalog.restart();
    if (!this.#isInline) {
      if (this.#isShown) this.cancel();
      this.#isShown = false;
      if (isNew && this.#source.hasToken) whenVisible(this.#host, () => this.prefetch());
    } else if (isNew || !this.#isShown) whenVisible(this.#host, this.#showInline);
    // Its connection was ended.
    else if (this.#connection.step.name === 'closed') this.#advance();
  }

  /** Handles a click: starts an attempt, or brings the popup of the pending one to the front. */
  connect(): Promise<AuthResult> {
    const joined = this.#connection.pending;
    const promise = this.#connection.begin();
    if (joined) this.#connection.popup.focus();
    else if (this.#connection.pending) {
      this.#catalog.clearSelection();
      this.#advance();
    }
    return promise;
  }

  readonly cancel = (): void => {
    this.#loading.cancel();
    this.#connection.cancel();
  };

  reset(): void {
    this.#loading.cancel();
    this.#connection.reset();
    this.#form?.clear();
    if (this.#isInline) this.#advance();
  }

  /** Handles Close and Escape. */
  readonly dismiss = (): void => this.#leave(this.cancel);

  /** Leaves the form; if something was typed, asks first. Closing that question discards nothing. */
  #leave(discard: () => void): void {
    const panel = panelOf(this.#connection.step);
    if (panel === 'confirm-discard') return this.keepEditing();
    this.discard = discard;
    if (panel === 'form' && this.#form?.dirty) this.#move({ type: 'ask-discard' });
    else discard();
  }

  readonly keepEditing = (): void => this.#move({ type: 'keep-editing' });

  /** Handles a click on the backdrop. While the popup is open, the click may only bring this window to the front. */
  pressOutside(): void {
    if (this.#connection.step.name !== 'popup') this.dismiss();
  }

  /** Sends the input, or what is preset. Must be called in the user's gesture. */
  readonly send = (input: FormInput = this.#input): Promise<AuthResult> =>
    this.#connection.send(input, this.#catalog.id);

  readonly select = ({ unique_key: id }: Integration): void => {
    if (this.#host.matches(':disabled')) return;
    if (this.#isInline && !this.#connection.pending) void this.#connection.begin();
    this.#catalog.select(id);
    this.#advance();
  };

  /** Goes back from an integration to the picker. */
  readonly back = (): void =>
    this.#leave(() => {
      this.#catalog.select('');
      this.#show('pick');
    });

  /** Loads what a click will need. */
  prefetch(): void {
    if (this.#source.hasToken && !this.#catalog.schema && !this.#connection.pending) this.#catalog.prefetch();
  }

  /** A click is likely: loads what it needs, and opens the socket for a popup. */
  prewarm(): void {
    const { schema } = this.#catalog;
    if (!schema) this.prefetch();
    else if (!isBusy(this.#connection.step)) {
      const soon = panelOf(this.#connection.step) === 'form' || !this.#formOf(schema).asks;
      if (soon && opensPopup(this.#formOf(schema).preset)) this.#source.prepare();
    }
  }

  get #isInline(): boolean {
    return this.#connection.place === 'inline';
  }

  /** Closes the dialog by itself after it has shown that the account is connected. */
  #closeWhenRead(): void {
    const { step } = this.#connection;
    if (step.name === 'connected' && step.open) this.#closing ??= setTimeout(() => this.cancel(), connectedMs);
    else {
      clearTimeout(this.#closing);
      this.#closing = undefined;
    }
  }

  #move(event: StepEvent): void {
    this.#connection.move(event);
  }

  #show(panel: 'pick' | 'form' | 'confirm-open'): void {
    this.#move({ type: 'show', panel, place: this.#connection.place });
  }

  // An attempt that began before it was in view continues.
  readonly #showInline = (): void => {
    this.#isShown = true;
    // Its name is shown.
    if (this.#connection.pending || this.#connection.step.name === 'connected') this.prefetch();
    else this.#advance();
  };

  /** Goes on as far as possible with what is loaded. Synchronous, because the user's gesture expires. */
  #advance(): void {
    const { schema, hasChoice, id } = this.#catalog;
    if (schema) this.#proceed(schema);
    else if (hasChoice && !id) this.#show('pick');
    else this.#load();
  }

  #proceed(schema: FormSchema): void {
    const form = this.#formOf(schema);
    if (form.asks) return this.#show('form');
    this.#input = form.preset;
    // A popup needs a gesture that hasn't expired, and nothing is sent unless the user asked for it.
    const allowed = !this.needsPopup || (viewOf(this.#host.ownerDocument)?.navigator.userActivation?.isActive ?? true);
    if (this.#connection.pending && allowed) void this.send();
    else this.#show('confirm-open');
  }

  #formOf(schema: FormSchema): CredentialsForm {
    this.#form ??= new CredentialsForm(this.#host, this.#text, this.#connection, this.send);
    this.#form.schema = schema;
    return this.#form;
  }

  #load(): void {
    this.#move({ type: 'load' });
    void this.#loading.run(
      () => this.#catalog.load(),
      // By then, the account may be known to be connected.
      () => this.#connection.step.name === 'loading' && this.#advance(),
      (thrown) => this.#connection.fail(asAuthError('unknown_error', thrown)),
    );
  }
}
