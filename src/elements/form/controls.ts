import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Field } from './fields.js';
import type { Translate } from '../texts/messages.js';
import { own } from '../dom/own-property.js';
import { shorten } from '../dom/trim.js';
import { isA } from '../dom/dom-types.js';

/** A native control. */
export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The changing state of a field. */
interface ControlState {
  readonly id: string;
  /** Its current value. */
  readonly value: string;
  /** The error message, in the user's language. */
  readonly error: string | undefined;
  /** Whether it can't be edited now. */
  readonly busy: boolean;
  /** Whether its secret is shown. */
  readonly revealed: boolean;
  /** How the pasted text was changed, in the user's language. */
  readonly note: string | undefined;
  /** Shows or hides the secret. */
  readonly toggleReveal: () => void;
  /** Copies the value. */
  readonly copy: () => void;
  /** Reads a file's text into the field. */
  readonly takeFile: (file: File) => void;
}

const keyboards = new Map([
  ['email', 'email'],
  ['uri', 'url'],
  ['hostname', 'url'],
]);
const eye = html`<svg viewBox="0 0 20 20" aria-hidden="true">
  <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Z" />
  <circle cx="10" cy="10" r="2" />
  <path d="m4 16 12-12" />
</svg>`;

/** A field with its label, description, notes and errors. */
export function control(text: Translate, field: Field, state: ControlState): TemplateResult {
  const { label, description, help, prefix, suffix, required, kind } = field;
  const { id, value, error, note } = state;
  const warning = shorten(own(field.warnings, value) ?? '', 2000);
  const describedBy = [
    prefix && 'p',
    suffix && 's',
    description && 'd',
    warning && 'w',
    note && 'n',
    error && 'e',
  ].filter(Boolean);
  return html`<div part="field" class=${error ? 'wrong' : ''}>
    <div class="row">
      <label part="label" id="${id}l" for=${id}>
        ${label}${required || kind === 'copy' || /\(optional\)/i.test(label) ? nothing : [' ', html`<span part="optional">${text('optional')}</span>`]}
      </label>
      ${
        help
          ? html`<a part="help" id="${id}h" aria-labelledby="${id}h ${id}l" href=${help} target="_blank" rel="noopener noreferrer"
            >${text('help')}</a>`
          : nothing
      }
    </div>
    <div part="control" class=${prefix || suffix ? 'ltr' : ''}>
      ${prefix ? html`<span part="prefix" id="${id}p">${prefix}</span>` : nothing}
      ${input(field, state, describedBy.map((part) => id + part).join(' '))}
      ${suffix ? html`<span part="suffix" id="${id}s">${suffix}</span>` : nothing} ${button(text, field, state)}
    </div>
    ${description ? html`<p part="description" id="${id}d">${description}</p>` : nothing}
    ${warning ? html`<p part="warning" id="${id}w">${warning}</p>` : nothing}
    ${note ? html`<p part="pasted" id="${id}n">${note}</p>` : nothing}
    ${error ? html`<p part="field-error" id="${id}e">${error}</p>` : nothing}
    ${error && value && field.secret && !state.revealed ? showValue(text, field, state) : nothing}
    ${kind === 'multiline' ? file(text, id, state) : nothing}
  </div>`;
}

/** Secrets use a masked text input: browsers offer to save password inputs, whatever `autocomplete` says. */
const canMask = (): boolean => globalThis.CSS?.supports('-webkit-text-security', 'disc');

/** The native control. What is typed stays in its `value` property and never gets into an attribute. */
function input(field: Field, state: ControlState, described: string): TemplateResult {
  const { name, kind, secret, required, value = '', example = '', format = '', options = [] } = field;
  // The functions below must not reference the state, which contains a value.
  const { id, busy, revealed, takeFile } = state;
  const invalid = state.error ? 'true' : nothing;
  const masked = secret && !revealed;
  const about = described || nothing;
  if (kind === 'select') {
    return html`<select
      part="input" id=${id} name=${name} ?required=${required} ?disabled=${busy} aria-describedby=${about} aria-invalid=${invalid}
    >
      ${options.map((each) => html`<option value=${each} ?selected=${each === value}>${each || '–'}</option>`)}
    </select>`;
  }
  if (kind === 'multiline') {
    return html`<textarea
      part="input" id=${id} name=${name} rows="4" dir="ltr" class=${masked ? 'masked' : ''} placeholder=${example.replace(/\\+n/g, '\n')}
      ?required=${required} ?readonly=${busy} aria-describedby=${about} aria-invalid=${invalid} .defaultValue=${value}
      autocomplete="off" autocapitalize="none" spellcheck="false" data-1p-ignore data-lpignore="true" data-bwignore
      @drop=${(event: DragEvent) => onDrop(event, takeFile)}
    ></textarea>`;
  }
  return html`<input
    part="input" id=${id} name=${name} type=${masked && !canMask() ? 'password' : 'text'} class=${masked ? 'masked' : ''}
    placeholder=${example} dir=${secret ? 'ltr' : 'auto'} ?required=${required} ?readonly=${busy || kind === 'copy'} aria-describedby=${about} aria-invalid=${invalid}
    .defaultValue=${value} autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" enterkeyhint="go"
    inputmode=${keyboards.get(format) ?? nothing} data-1p-ignore data-lpignore="true" data-bwignore
  />`;
}

/** The button that shows a secret, or copies a value. */
function button(text: Translate, { label: name, secret, kind }: Field, state: ControlState): unknown {
  if (kind === 'copy') {
    return html`<button type="button" part="copy" aria-label=${text('copy_name', { name })} @click=${state.copy}>${text('copy')}</button>`;
  }
  if (!secret) return nothing;
  return html`<button
    type="button" part="reveal" class="plain" aria-pressed=${state.revealed} aria-label=${text('show', { name })} @click=${state.toggleReveal}
  >
    ${eye}
  </button>`;
}

/** Shows a refused secret: users can't see what is wrong while it is masked. */
function showValue(text: Translate, { label: name }: Field, { toggleReveal }: ControlState): TemplateResult {
  return html`<button type="button" part="show-value" class="plain" @click=${toggleReveal}>${text('show', { name })}</button>`;
}

/** A file chooser, for keys and certificates. */
function file(text: Translate, id: string, { busy, takeFile }: ControlState): TemplateResult {
  return html`<label part="file">
    ${text('file')}<input class="sr" type="file" ?disabled=${busy} aria-describedby="${id}l" @change=${(event: Event) => onFile(event, takeFile)} />
  </label>`;
}

/** Allows dropping a file. */
export const onDrag = (event: DragEvent): void => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
};

const onDrop = (event: DragEvent, takeFile: ControlState['takeFile']): void => {
  const [dropped] = event.dataTransfer?.files ?? [];
  if (!dropped) return;
  event.preventDefault();
  takeFile(dropped);
};

const onFile = ({ currentTarget }: Event, takeFile: ControlState['takeFile']): void => {
  if (!isA('HTMLInputElement', currentTarget)) return;
  const [chosen] = currentTarget.files ?? [];
  if (chosen) takeFile(chosen);
  // Lets the user choose the same file again, and keeps none.
  currentTarget.value = '';
};
