import { css, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { asAuthError, type AuthError } from '../engine/errors.js';
import type { AuthResult } from '../engine/options.js';
import { CredentialsView } from './credentials-view.js';
import { styles as form } from './credentials.styles.js';
import type { NangoState } from './events.js';
import type { Field, FormSchema } from './fields.js';
import { NangoElement } from './nango-element.js';
import { needsWindow } from './needs-window.js';
import { styles as panels } from './panels.styles.js';
import { actions, icon, problem, skeleton, waiting } from './panels.js';
import { base } from './shared.styles.js';
import { applyTheme } from './theme.js';
import { payload, type Values } from './validation.js';

const own = css`
  :host {
    display: block;
  }
  [part='error'] + [part='actions'] {
    margin-block-start: 1rem;
  }
  [part='reconnect'] {
    border-color: var(--_line);
    background: none;
    color: inherit;
  }
  /* As high as a form with one field, its description and its button, which most are. */
  [part='skeleton'] {
    align-content: space-between;
    min-block-size: 10.3em;
  }
`;

/**
 * A form for what one integration asks: its API key, its subdomain, its private key.
 *
 * @fires {NangoStartEvent} nango-start - before it is sent; cancelable
 * @fires {NangoSuccessEvent} nango-success - the connection is made
 * @fires {NangoErrorEvent} nango-error - it is not
 * @fires {NangoStateEvent} nango-state - `state` has changed
 *
 * @csspart form - the form
 * @csspart field - a field with all that belongs to it
 * @csspart label - its label
 * @csspart optional - the mark of a field that may stay blank
 * @csspart help - its link to where the value is found
 * @csspart control - the frame around prefix, input, suffix and switch
 * @csspart input - the native input, textarea or select
 * @csspart prefix - what stands before the value
 * @csspart suffix - what stands after the value
 * @csspart reveal - the switch that shows a secret
 * @csspart copy - the button that copies a value
 * @csspart file - the button that chooses a file
 * @csspart description - what the provider says about the field
 * @csspart warning - what it says about the value
 * @csspart fault - what is wrong with the value
 * @csspart guide - the link to the whole setup
 * @csspart error - why the attempt failed
 * @csspart details - the server's words about it
 * @csspart actions - the row of buttons
 * @csspart submit - the button that sends the form
 * @csspart cancel - the button that ends the attempt
 * @csspart away - that the user has a window to go on in
 * @csspart show_window - the button that brings it to the front
 * @csspart check_again - the button that asks the page whether the connection was made
 * @csspart open_again - the button that opens another window
 * @csspart closed_it - the button that says the window is closed
 * @csspart retry - the button that tries again
 * @csspart success - that the connection is made
 * @csspart reconnect - the button that makes another
 * @csspart skeleton - what stands for the fields until they are known
 *
 * @cssprop [--nango-brand=#3451d1] - as those of `<nango-connect>`, all of them
 *
 * @slot header - above the fields
 * @slot footer - below the button
 * @slot submit - a button in place of ours
 */
export class NangoCredentialsForm extends NangoElement {
  static override styles = [base, form, panels, own];

  readonly #view = new CredentialsView(this, (input) => {
    this.focusWindow();
    return this.run(input);
  });
  /** What the form on the page is made from. */
  #source = '';
  /** Which integration the form is for. */
  #shown = '';
  /** Why there is no form, or no newer one. */
  #problem: AuthError | undefined;
  /** What `connect()` was given before there was a form. */
  #given: Values | undefined;
  #hadFocus = false;

  /** What is asked and sent: for a page that draws the form itself, and gives `connect()` the values. */
  get fields(): readonly Field[] {
    return this.#view.fields;
  }

  /**
   * Sends the form, or joins the attempt that is on. Where a field is wrong, it waits for the user.
   * @param values by the names of `fields`, in place of what was typed
   */
  override connect(values?: Values): Promise<AuthResult> {
    const promise = this.begin();
    this.#given = values;
    if (this.#sent) this.focusWindow();
    else this.#send();
    return promise;
  }

  /** A click is likely: the socket of a window is opened. @internal */
  override expect(): void {
    const { schema } = this.#view;
    if (schema && !this.busy && !this.inactive && needsWindow(payload(schema, [], {}))) this.prepare();
  }

  protected override setState(state: NangoState): void {
    super.setState(state === 'idle' && this.#view.schema ? 'input' : state);
  }

  override reset(): void {
    super.reset();
    this.#view.clear();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = !!this.shadowRoot?.activeElement;
    if (!changed.size) return;
    const { integrationId, sessionToken, sessionUrl, publicKey, host, provider, authMode, params } = this;
    const token = typeof sessionToken === 'function' ? true : sessionToken;
    // Compared by content: frameworks give new objects at each rendering, and what was typed has to stay.
    const source = JSON.stringify([integrationId, token, sessionUrl, publicKey, host, provider, authMode, params]);
    if (source === this.#source) return;
    this.#source = source;
    this.#load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#hadFocus && !this.shadowRoot?.activeElement)
      this.renderRoot.querySelector<HTMLElement>('[tabindex]')?.focus();
  }

  #load(): void {
    const { provider, authMode } = this;
    this.#problem = undefined;
    if (provider) this.#ready({ provider });
    else if (authMode || (!this.canAsk && this.publicKey)) this.#ready({ authMode });
    else if (this.canAsk) void this.#ask();
  }

  async #ask(): Promise<void> {
    const source = this.#source;
    const { integrationId = '' } = this;
    if (integrationId !== this.#shown) this.#view.schema = undefined;
    this.#shown = integrationId;
    this.#move('loading');
    try {
      const schema = await this.loadSchema(integrationId);
      if (source === this.#source) this.#ready(schema);
    } catch (thrown) {
      if (source !== this.#source) return;
      this.#problem = asAuthError('unknown_error', thrown);
      this.#move('error');
      this.fail(this.#problem);
    }
  }

  #ready(schema: FormSchema): void {
    this.#view.schema = schema;
    applyTheme(this, schema.session);
    this.#move('input');
    if (this.busy) void this.updateComplete.then(() => this.#send());
  }

  get #sent(): boolean {
    return this.state === 'connecting' || this.state === 'waiting';
  }

  /** What goes on in an attempt is not for the form to say. */
  #move(state: NangoState): void {
    if (!this.#sent) this.setState(state);
  }

  #send(): void {
    if (this.busy) this.#view.submit(this.#given);
  }

  get #status(): string {
    return this.status(this.#view.name);
  }

  #success(): TemplateResult {
    return html`<div part="success" tabindex="-1">
      ${icon('check')}
      <p>${this.#status}</p>
      ${actions(this, ['reconnect', () => this.setState('input')])}
    </div>`;
  }

  override render(): TemplateResult {
    const { state } = this;
    return html`<slot name="header"></slot>
      <p role="status" class="sr">${this.#status}</p>
      ${this.#problem ? [problem(this, this.#problem), actions(this, ['retry', () => this.#load()])] : nothing}
      ${state === 'connected' ? this.#success() : this.#view.schema ? this.#view.render() : this.#problem ? nothing : skeleton()}
      ${this.away ? [waiting(this.#status), actions(this, ...this.waysOut)] : nothing}
      <slot name="footer"></slot>`;
  }
}
