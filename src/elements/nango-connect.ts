import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { AuthError } from '../engine/errors.js';
import type { AuthMode, AuthResult, Integration } from '../engine/options.js';
import { flag } from './attributes.js';
import { supportCommands } from './commands.js';
import { CredentialsView } from './credentials-view.js';
import { styles as formStyles } from './credentials.styles.js';
import type { FormSchema } from './fields.js';
import type { NangoState } from './events.js';
import type { Catalog, Schema } from './lookup.js';
import { asAuthError, NangoElement } from './nango-element.js';
import type { FormInput } from './nango-element.js';
import { styles } from './nango-connect.styles.js';
import { actions, away, framed, icon, problem, skeleton } from './panels.js';
import type { Frame } from './panels.js';
import { Picker } from './picker.js';
import { base } from './shared.styles.js';
import { applyTheme } from './theme.js';
import { payload } from './validation.js';
import { forget, whenSeen } from './when-seen.js';

/** Modes that post what the user gave; in all others the user signs in at the provider, in a window. */
const posted: ReadonlySet<AuthMode | undefined> = new Set([
  'NONE',
  'API_KEY',
  'BASIC',
  'OAUTH2_CC',
  'TBA',
  'JWT',
  'BILL',
  'TWO_STEP',
  'SIGNATURE',
  'AWS_SIGV4',
]);

const needsWindow = ({ authMode, installation }: FormInput): boolean => !posted.has(authMode) && !installation;

/** The one integration that there is to choose, if the session says that there is one. */
const onlyOne = ({ session, integrations }: Catalog): string | undefined =>
  session.allowed_integrations?.length === 1 && integrations.length === 1 ? integrations[0]?.unique_key : undefined;

/** What the way to a connection depends on. */
const decisive = ['integrationId', 'sessionToken', 'sessionUrl', 'host', 'provider', 'authMode', 'inline'] as const;

const asks = ({ fields }: CredentialsView): boolean => fields.some(({ hidden }) => !hidden);

/**
 * A button that connects an account: by the provider's window, by a form, or by a choice of integrations first.
 *
 * @fires {NangoStartEvent} nango-start - before anything opens; cancelable
 * @fires {NangoSuccessEvent} nango-success - once by an attempt that made a connection
 * @fires {NangoErrorEvent} nango-error - once by an attempt that did not
 * @fires {NangoStateEvent} nango-state - on every change of `state`
 * @slot - the button's label
 * @slot connected - its label once the account is connected
 * @slot trigger - a button of the page's, in place of this one's
 * @csspart button - the button
 * @csspart note - what is said under the button while the window is open
 * @csspart dialog - the dialog
 * @csspart panel - what `inline` shows in place of button and dialog
 * @cssprop [--nango-brand=#3451d1] - colour of what is to be pressed; the text on it is made to be readable
 * @cssprop [--nango-radius=10px] - how round the corners are
 * @cssprop [--nango-font=system-ui] - the font
 * @cssstate idle
 * @cssstate loading - what the integration needs is being asked
 * @cssstate input - the user chooses or fills in
 * @cssstate connecting
 * @cssstate waiting - only the user can know what goes on in the window
 * @cssstate connected
 * @cssstate error
 */
export class NangoConnect extends NangoElement {
  static override styles = [base, formStyles, styles];
  static override properties: PropertyDeclarations = { inline: { reflect: true, ...flag } };

  /** Shows everything in place, without button and dialog. */
  declare inline: boolean;

  #view: 'form' | 'picker' | 'ready' | undefined;
  #open = false;
  #asking = false;
  #live = false;
  #stale = true;
  #windowed = false;
  #hadFocus = false;
  #shown: unknown;
  #fixed: FormSchema | undefined;
  #catalog: Catalog | undefined;
  #schemas = new Map<string, Schema>();
  #chosen: string | undefined;
  #input: FormInput = {};
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hover: ReturnType<typeof setTimeout> | undefined;
  #pressed: EventTarget | undefined;
  #form: CredentialsView | undefined;
  #picker: Picker | undefined;

  constructor() {
    super();
    this.inline = false;
    for (const type of ['click', 'command', 'pointerdown', 'keydown', 'focusin', 'pointerenter', 'pointerleave']) {
      this.addEventListener(type, this.#notice);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    supportCommands();
    // A dialog that was moved along is no longer modal.
    if (this.#open) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    forget(this);
    clearTimeout(this.#timer);
  }

  override connect(): Promise<AuthResult> {
    const joined = this.busy;
    const promise = this.begin();
    if (joined) this.focusWindow();
    else if (this.busy) {
      this.#chosen = undefined;
      this.#next();
    }
    return promise;
  }

  override cancel(): void {
    this.#close();
    super.cancel();
  }

  override reset(): void {
    super.reset();
    this.#form?.clear();
    if (this.inline) this.#next();
  }

  override focus(options?: FocusOptions): void {
    const own = this.querySelector<HTMLElement>(':scope > [slot=trigger]');
    (own ?? this.renderRoot.querySelector('button'))?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = !!this.shadowRoot?.activeElement;
    this.#stale ||= decisive.some((name) => changed.has(name));
    if (!this.#stale || this.busy) return;
    this.#stale = false;
    const { provider, authMode } = this;
    this.#fixed = provider ? { provider } : authMode || !this.canAsk ? { authMode } : undefined;
    this.#schemas.clear();
    this.#catalog = this.#chosen = undefined;
    if (this.inline) whenSeen(this, () => this.#next());
    else if (!this.#known && this.canAsk) whenSeen(this, this.#prefetch);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector('dialog');
    const opening = dialog && !dialog.matches(':modal');
    if (opening) {
      dialog.close();
      dialog.showModal();
    }
    const lost = this.#hadFocus && !this.shadowRoot?.activeElement;
    if (opening || lost || (dialog && this.#kind !== this.#shown)) this.#focusPanel();
    this.#shown = this.#kind;
  }

  protected override setState(state: NangoState): void {
    super.setState(state);
    if (state !== 'connected') return;
    this.#form?.clear();
    // Long enough to be read, then there is nothing to dismiss.
    if (this.#open) this.#timer = setTimeout(() => this.#close(), 1600);
  }

  /** The integration, given or chosen. */
  get #id(): string {
    return this.integrationId || this.#chosen || '';
  }

  /** All that is needed to go on, if it is there. */
  get #known(): FormSchema | undefined {
    return this.#id ? (this.#fixed ?? this.#schemas.get(this.#id)) : undefined;
  }

  /** What is to be seen. */
  get #kind(): 'form' | 'picker' | 'ready' | 'loading' | 'away' | 'waiting' | 'connected' | 'error' | 'asking' | undefined {
    const { state } = this;
    if (this.#asking && state !== 'connecting') return 'asking';
    if (state === 'connecting') return this.#windowed ? 'away' : this.#view;
    if (state === 'error') return this.#view === 'form' ? 'form' : 'error';
    return state === 'idle' || state === 'input' ? this.#view : state;
  }

  /** Goes as far as what is known allows; at once, since the user's gesture counts now. */
  #next(): void {
    if (!this.#id && this.#catalog) {
      this.#chosen = onlyOne(this.#catalog);
      if (!this.#chosen) return this.#show('picker');
    }
    const schema = this.#known;
    if (schema) this.#proceed(schema);
    else void this.#ask();
  }

  #proceed(schema: FormSchema): void {
    const form = this.#formOf(schema);
    if (asks(form)) return this.#show('form');
    this.#input = payload(schema, form.fields, {});
    // Where the gesture is over a window needs a new one, and where nobody asked for anything, nothing happens.
    const may = !needsWindow(this.#input) || (navigator.userActivation?.isActive ?? true);
    if (this.busy && may) void this.#send();
    else this.#show('ready');
  }

  #formOf(schema: FormSchema): CredentialsView {
    const form = (this.#form ??= new CredentialsView(this, (input) => this.#send(input)));
    form.schema = schema;
    return form;
  }

  readonly #send = (input: FormInput = this.#input): Promise<AuthResult> => {
    this.#windowed = needsWindow(input);
    return this.run(input, this.#id);
  };

  async #ask(): Promise<void> {
    const turn = ++this.#turn;
    this.#open = !this.inline;
    this.setState('loading');
    try {
      await this.#learn();
      if (turn === this.#turn) this.#next();
    } catch (thrown) {
      if (turn === this.#turn) this.fail(asAuthError(thrown));
    }
  }

  /** Asks the server what the integration needs, or which there are. */
  async #learn(): Promise<void> {
    const id = this.#id;
    if (id) {
      const schema = await this.loadSchema(id);
      this.#schemas.set(id, schema);
      applyTheme(this, schema.session);
    } else {
      const catalog = (this.#catalog = await this.loadCatalog());
      applyTheme(this, catalog.session);
      this.#chosen = onlyOne(catalog);
      if (this.#chosen) await this.#learn();
    }
    this.requestUpdate();
  }

  // What fails here is told by the click.
  readonly #prefetch = (): void => void this.#learn().catch(() => undefined);

  #show(view: 'form' | 'picker' | 'ready'): void {
    this.#view = view;
    this.#open = !this.inline;
    this.setState(view === 'ready' && this.inline ? 'idle' : 'input');
    this.requestUpdate();
  }

  readonly #choose = (integration: Integration): void => {
    if (this.inline && !this.busy) void this.begin();
    this.#chosen = integration.unique_key;
    this.#next();
  };

  // What is looked at is likely to be chosen: then it is known already.
  readonly #consider = ({ unique_key: id }: Integration): void => {
    if (this.#schemas.has(id)) return;
    this.loadSchema(id).then(
      (schema) => this.#schemas.set(id, schema),
      () => undefined,
    );
  };

  readonly #back = (): void => {
    this.#chosen = undefined;
    this.#show('picker');
  };

  /** The user wants to be out of here. */
  readonly #dismiss = (): void => {
    this.#asking = !this.#asking && !!this.#form?.dirty && this.#kind === 'form';
    if (this.#asking) this.requestUpdate();
    else this.cancel();
  };

  #close(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#asking = false;
    if (!this.inline) {
      // Closing it first gives the focus back to where it was.
      this.renderRoot?.querySelector('dialog')?.close();
      this.#open = false;
      this.#view = undefined;
      this.#form?.clear();
      this.#picker?.clear();
    }
    if (!this.busy && this.state !== 'connected') this.setState(this.result ? 'connected' : 'idle');
    this.requestUpdate();
  }

  #focusPanel(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('[part=body] .first');
    if (this.#kind === 'form') this.#form?.focusFirst();
    else if (first) first.focus();
    else this.focus();
  }

  readonly #notice = (event: Event): void => {
    clearTimeout(this.#hover);
    switch (event.type) {
      case 'click':
        this.#click(event);
        break;
      case 'command':
        this.#command('command' in event && event.command);
        break;
      case 'pointerenter':
        // A mouse that only passes by means nothing.
        this.#hover = setTimeout(this.#expect, 100);
        break;
      case 'pointerdown':
        this.#pressed = event.composedPath()[0];
        this.#expect();
        break;
      case 'keydown':
      case 'focusin':
        this.#expect();
    }
  };

  #click(event: Event): void {
    const path = event.composedPath();
    if (path.some((each) => each instanceof HTMLSlotElement && each.name === 'trigger')) this.#press();
    // On the backdrop is on the dialog itself. What began inside of it was a selection of text.
    const [target] = path;
    const outside = target instanceof HTMLDialogElement && target === this.#pressed;
    if (outside && !/away|waiting/.test(this.#kind ?? '')) this.#dismiss();
  }

  #command(command: unknown): void {
    if (command === '--connect') this.#press();
    if (command === '--cancel') this.cancel();
    if (command === '--reset') this.reset();
  }

  /** A click is likely: what it needs is fetched, and the socket of a window opened. */
  readonly #expect = (): void => {
    if (this.inactive) return;
    if (!this.#live) this.requestUpdate();
    this.#live = true;
    const schema = this.#known;
    if (!schema) return this.canAsk && !this.busy ? this.#prefetch() : undefined;
    if (/^(loading|connecting|waiting)$/.test(this.state)) return;
    const form = this.#formOf(schema);
    if (needsWindow(payload(schema, [], {})) && (this.#view === 'form' || !asks(form))) this.prepare();
  };

  readonly #press = (): void => {
    if (!this.inactive) void this.connect();
  };

  readonly #gaveUp = async (): Promise<void> => {
    await this.check();
    this.fail(new AuthError('window_closed', { outcome: 'unknown' }));
  };

  readonly #onClose = (event: Event): void => {
    event.preventDefault();
    const closed = event.target instanceof HTMLDialogElement && !event.target.open;
    if (event.type === 'cancel') this.#dismiss();
    else if (closed && this.#open) this.cancel();
  };

  get #frame(): Frame {
    const { integration, provider } = this.#known ?? {};
    const choice = !this.integrationId && !!this.#catalog && !onlyOne(this.#catalog) && /form|ready|error/.test(this.#kind ?? '');
    return {
      title: this.#title,
      logo: integration?.logo ?? provider?.logo_url,
      status: this.#status,
      back: choice && this.#back,
      close: this.#dismiss,
    };
  }

  get #name(): string {
    const { integration, provider } = this.#known ?? {};
    return integration?.display_name ?? provider?.display_name ?? this.#id;
  }

  get #title(): string {
    if (this.#kind === 'picker' || !this.#name) return this.text('choose');
    const again = this.#known?.session?.isReconnecting;
    return this.text(again ? 'reconnect_to' : 'connect_to', { name: this.#name });
  }

  /** For those who listen. */
  get #status(): string {
    const name = this.#name;
    switch (this.#kind) {
      case 'loading':
        return this.text('loading');
      case 'away':
        return this.text('finish');
      case 'waiting':
        return this.text('waiting');
      case 'connected':
        return name ? this.text(this.result?.isPending ? 'pending' : 'connected_to', { name }) : this.text('connected');
      default:
        return this.state === 'connecting' ? this.text('connecting') : '';
    }
  }

  #panel(): unknown {
    const kind = this.#kind;
    switch (kind) {
      case 'loading':
        return skeleton();
      case 'picker':
        this.#picker ??= new Picker(this, this.#choose, this.#consider);
        return this.#catalog && this.#picker.render(this.#catalog);
      case 'ready':
        return html`<p>${this.text('ready')}</p>${actions(this, ['open_window', (): void => void this.#send()])}`;
      case 'away':
        return html`${away(this.text('finish'))}
        ${actions(this, ['show_window', (): void => this.focusWindow()], ['cancel', (): void => this.cancel()])}`;
      case 'waiting':
        return html`${away(this.text(this.waiting === 'lost' ? 'waiting_lost' : 'waiting'))}
        ${actions(
          this,
          this.confirmation && ['check_again', (): void => void this.check()],
          ['open_again', (): void => this.openAgain()],
          ['closed_it', this.#gaveUp],
          ['cancel', (): void => this.cancel()],
        )}`;
      case 'connected':
        return html`<div part="success">${icon('check')}<p>${this.#status}</p></div>
          ${this.inline ? actions(this, ['reconnect', this.#press]) : nothing}`;
      case 'asking':
        return html`<p role="alert">${this.text('discard')}</p>
          ${actions(this, ['discard_no', this.#dismiss], ['discard_yes', (): void => this.cancel()])}`;
      case 'error':
        return html`${this.error ? problem(this, this.error) : nothing} ${actions(this, ['retry', this.#press])}`;
      default:
        return nothing;
    }
  }

  override render(): TemplateResult {
    const kind = this.#kind;
    const form = this.#view === 'form' && this.#form;
    const body = [form ? html`<div ?hidden=${kind !== 'form'}>${form.render()}</div>` : nothing, this.#panel()];
    if (this.inline) return html`<section part="panel" aria-labelledby="title">${framed(this, this.#frame, body, false)}</section>`;
    const note = !this.#open && /away|waiting|error/.test(kind ?? '');
    return html`<slot name="trigger">${this.#button()}</slot>${
      this.#open
        ? html`<dialog
            part="dialog"
            aria-labelledby="title"
            @cancel=${this.#onClose}
            @close=${this.#onClose}
          >
            ${framed(this, this.#frame, body, true)}
          </dialog>`
        : this.#live
          ? html`<p class="sr" role="status">${this.#status}</p>${note ? html`<div part="note">${body}</div>` : nothing}`
          : nothing
    }`;
  }

  #button(): TemplateResult {
    const { state } = this;
    const done = state === 'connected';
    const busy = /^(loading|connecting|waiting)$/.test(state);
    return html`<button
      part="button"
      class=${done ? 'done' : 'primary'}
      type="button"
      aria-label=${this.ariaLabel ?? nothing}
      aria-busy=${busy}
      ?disabled=${this.inactive}
    >
      ${busy ? html`<span class="spinner"></span>` : done ? icon('check') : nothing}${
        done
          ? html`<slot name="connected">${this.#status}</slot><small>${this.text('reconnect')}</small>`
          : html`<slot>${this.text('connect')}</slot>`
      }
    </button>`;
  }
}
