import type { PropertyDeclarations, PropertyValues } from 'lit';
import { asAuthError } from '../engine/errors.js';
import type { AuthResult, Integration } from '../engine/options.js';
import { flag } from './attributes.js';
import { CredentialsView } from './credentials-view.js';
import type { NangoState } from './events.js';
import type { FormSchema } from './fields.js';
import { Knowledge } from './knowledge.js';
import { NangoElement } from './nango-element.js';
import type { FormInput } from './options-element.js';
import { needsWindow } from './needs-window.js';
import { Picker } from './picker.js';
import { applyTheme } from './theme.js';
import { payload } from './validation.js';
import { forget, whenSeen } from './when-seen.js';

/** What the way to a connection depends on. */
const decisive = ['integrationId', 'sessionToken', 'sessionUrl', 'host', 'provider', 'authMode', 'inline'] as const;

const asks = ({ fields }: CredentialsView): boolean => fields.some(({ hidden }) => !hidden);

/** What the user has to do something with. */
export type View = 'form' | 'picker' | 'ready';

/** What `<nango-connect>` does, from intent over choice and form to the attempt; how it looks is `nango-connect.ts`. */
export abstract class ConnectFlow extends NangoElement {
  static override properties: PropertyDeclarations = { inline: { reflect: true, ...flag } };

  /** Shows everything in place, without button and dialog. */
  declare inline: boolean;

  protected view: View | undefined;
  protected open = false;
  protected expected = false;
  protected hadFocus = false;
  protected credentialsView: CredentialsView | undefined;
  #asking = false;
  #stale = true;
  #input: FormInput = {};
  #turn = 0;
  #picker: Picker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  protected readonly known = new Knowledge({
    catalog: () => this.loadCatalog(),
    schema: (id) => this.loadSchema(id),
    learnt: (session) => {
      applyTheme(this, session);
      this.requestUpdate();
    },
  });

  constructor() {
    super();
    this.inline = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A dialog that was moved along is no longer modal.
    if (this.open) this.requestUpdate();
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
      this.known.again();
      this.#next();
    }
    return promise;
  }

  override cancel(): void {
    this.close();
    super.cancel();
  }

  override reset(): void {
    super.reset();
    this.credentialsView?.clear();
    if (this.inline) this.#next();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.hadFocus = !!this.shadowRoot?.activeElement;
    this.#stale ||= decisive.some((name) => changed.has(name));
    if (!this.#stale || this.busy) return;
    this.#stale = false;
    const { provider, authMode, integrationId = '' } = this;
    const known = this.known;
    known.forget();
    known.given = integrationId;
    known.said = provider ? { provider } : authMode || !this.canAsk ? { authMode } : undefined;
    // An attempt that was begun before it was seen goes its own way.
    if (this.inline) whenSeen(this, () => this.busy || this.state === 'connected' || this.#next());
    else if (this.canAsk && !known.schema) whenSeen(this, this.#prefetch);
  }

  protected override setState(state: NangoState): void {
    super.setState(state);
    if (state !== 'connected') return;
    this.credentialsView?.clear();
    // Long enough to be read, then there is nothing to dismiss.
    if (this.open) this.#timer = setTimeout(() => this.close(), 1600);
  }

  /** What is to be seen beside the button. */
  protected get kind(): View | 'loading' | 'away' | 'connected' | 'error' | 'asking' | undefined {
    const { state, view } = this;
    if (this.away) return 'away';
    if (this.#asking && state !== 'connecting') return 'asking';
    if (state === 'loading' || state === 'connected') return state;
    return state === 'error' && view !== 'form' ? state : view;
  }

  /** Whether there is nothing for the user to do here. */
  protected get occupied(): boolean {
    const { state } = this;
    return state === 'loading' || state === 'connecting' || state === 'waiting';
  }

  protected get picker(): Picker {
    return (this.#picker ??= new Picker(this, this.known, this.choose, this.consider));
  }

  /** Goes as far as what is known allows; at once, since the user's gesture counts now. */
  #next(): void {
    const { schema, choice } = this.known;
    if (schema) this.#proceed(schema);
    else if (choice && !this.known.id) this.#show('picker');
    else void this.#ask();
  }

  #proceed(schema: FormSchema): void {
    const form = this.#formOf(schema);
    if (asks(form)) return this.#show('form');
    this.#input = payload(schema, form.fields, {});
    // Where the gesture is over a window needs a new one, and where nobody asked for anything nothing happens.
    const may = !needsWindow(this.#input) || (navigator.userActivation?.isActive ?? true);
    if (this.busy && may) void this.send();
    else this.#show('ready');
  }

  /** Whether what is ready to be sent off opens a window. */
  protected get opensWindow(): boolean {
    return needsWindow(this.#input);
  }

  #formOf(schema: FormSchema): CredentialsView {
    const form = (this.credentialsView ??= new CredentialsView(this, (input) => this.send(input)));
    form.schema = schema;
    return form;
  }

  protected send(input = this.#input): Promise<AuthResult> {
    return this.run(input, this.known.id);
  }

  async #ask(): Promise<void> {
    const turn = ++this.#turn;
    this.open = !this.inline;
    this.setState('loading');
    try {
      await this.known.learn();
      if (turn === this.#turn) this.#next();
    } catch (thrown) {
      if (turn === this.#turn) this.fail(asAuthError('unknown_error', thrown));
    }
  }

  // What fails here is told by the click.
  readonly #prefetch = (): void => void this.known.learn().catch(() => undefined);

  #show(view: View): void {
    this.view = view;
    this.open = !this.inline;
    this.setState(view === 'ready' && this.inline ? 'idle' : 'input');
    this.requestUpdate();
  }

  protected readonly choose = ({ unique_key: id }: Integration): void => {
    if (this.inline && !this.busy) void this.begin();
    this.known.chosen = id;
    this.#next();
  };

  // What is looked at is likely to be chosen: then it is known already.
  protected readonly consider = ({ unique_key: id }: Integration): void =>
    void this.known.look(id).catch(() => undefined);

  protected readonly back = (): void => {
    this.known.chosen = '';
    this.#show('picker');
  };

  /** A press outside of the dialog. Who clicks on the page to get it to the front does not want to lose the window. @internal */
  override outside(): void {
    if (!this.away) this.dismiss();
  }

  /** A click is likely: what it needs is fetched, and the socket of a window opened. @internal */
  override expect(): void {
    if (this.inactive) return;
    if (!this.expected) this.requestUpdate();
    this.expected = true;
    const { schema } = this.known;
    if (!schema) {
      if (this.canAsk && !this.busy) this.#prefetch();
    } else if (!this.occupied) {
      const needed = this.view === 'form' || !asks(this.#formOf(schema));
      if (needed && needsWindow(payload(schema, [], {}))) this.prepare();
    }
  }

  /** The user wants to be out of here. */
  protected readonly dismiss = (): void => {
    if (this.kind === 'form' && this.credentialsView?.dirty) this.ask(true);
    else this.cancel();
  };

  /** Asks whether what was typed may be lost, or no longer. */
  protected ask(asking: boolean): void {
    this.#asking = asking;
    this.requestUpdate();
  }

  protected close(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#asking = false;
    if (!this.inline) {
      // Closing it first gives the focus back to where it was.
      this.renderRoot?.querySelector('dialog')?.close();
      this.open = false;
      this.view = undefined;
      this.credentialsView?.clear();
      this.#picker?.clear();
    }
    if (!this.busy && this.state !== 'connected') this.setState(this.result ? 'connected' : 'idle');
    this.requestUpdate();
  }
}
