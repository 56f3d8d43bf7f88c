import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Field } from './fields.js';
import type { NangoElement } from './nango-element.js';

/** What holds a value. */
export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What of a field changes while it is on the page. */
export interface ControlState {
  readonly id: string;
  /** What it holds now. */
  readonly value: string;
  /** What is wrong with it, in the user's language. */
  readonly fault: string | undefined;
  /** Not to be changed now. */
  readonly busy: boolean;
  /** Whether its secret can be read. */
  readonly revealed: boolean;
  /** Turns that over. */
  readonly reveal: () => void;
}

const keyboards: Readonly<Record<string, string>> = { email: 'email', uri: 'url', hostname: 'url' };
const eye = html`<svg viewBox="0 0 20 20" aria-hidden="true">
  <path d="M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Z" />
  <circle cx="10" cy="10" r="2" />
  <path d="m4 16 12-12" />
</svg>`;

/** A field with its label and everything that is said about it. */
export function control(host: NangoElement, field: Field, state: ControlState): TemplateResult {
  const { label, description, help, prefix, suffix, required, kind } = field;
  const { id, value, fault } = state;
  const warning = field.warnings?.[value];
  const told = [prefix && 'p', suffix && 's', description && 'd', warning && 'w', fault && 'e'].filter(Boolean);
  return html`<div part="field" class=${fault ? 'wrong' : ''}>
    <div class="row">
      <label part="label" id="${id}l" for=${id}>
        ${label}${required || kind === 'copy' || /\(optional\)/i.test(label) ? nothing : html` <span part="optional">${host.text('optional')}</span>`}
      </label>
      ${
        help
          ? html`<a part="help" id="${id}h" aria-labelledby="${id}h ${id}l" href=${help} target="_blank" rel="noopener noreferrer"
            >${host.text('help')}</a>`
          : nothing
      }
    </div>
    <div part="control" class=${prefix || suffix ? 'ltr' : ''}>
      ${prefix ? html`<span part="prefix" id="${id}p">${prefix}</span>` : nothing}
      ${input(field, state, told.map((part) => id + part).join(' '))}
      ${suffix ? html`<span part="suffix" id="${id}s">${suffix}</span>` : nothing} ${button(host, field, state)}
    </div>
    ${description ? html`<p part="description" id="${id}d">${description}</p>` : nothing}
    ${warning ? html`<p part="warning" id="${id}w">${warning}</p>` : nothing}
    ${fault ? html`<p part="fault" id="${id}e">${fault}</p>` : nothing}
    ${kind === 'multiline' ? file(host, id, state) : nothing}
  </div>`;
}

/** What is typed into a password field, browsers offer to save, whatever `autocomplete` says. So a secret is text that is masked. */
const canMask = (): boolean => CSS.supports('-webkit-text-security', 'disc');

/** The native control. What is typed stays in its `value` property: no attribute ever holds it. */
function input(field: Field, state: ControlState, described: string): TemplateResult {
  const { name, kind, secret, required, value = '', example = '', format = '', options = [] } = field;
  const { id, busy, revealed } = state;
  const invalid = state.fault ? 'true' : nothing;
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
      @dragover=${onDrag} @drop=${onDrop}
    ></textarea>`;
  }
  return html`<input
    part="input" id=${id} name=${name} type=${masked && !canMask() ? 'password' : 'text'} class=${masked ? 'masked' : ''}
    placeholder=${example} dir=${secret ? 'ltr' : 'auto'} ?required=${required} ?readonly=${busy || kind === 'copy'} aria-describedby=${about} aria-invalid=${invalid}
    .defaultValue=${value} autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" enterkeyhint="go"
    inputmode=${keyboards[format] ?? nothing} data-1p-ignore data-lpignore="true" data-bwignore
  />`;
}

/** Shows a secret, or takes a value along. */
function button(host: NangoElement, { label: name, secret, kind }: Field, state: ControlState): unknown {
  if (kind === 'copy') {
    return html`<button type="button" part="copy" aria-label=${host.text('copy_name', { name })} @click=${onCopy}>${host.text('copy')}</button>`;
  }
  if (!secret) return nothing;
  return html`<button
    type="button" part="reveal" class="plain" aria-pressed=${state.revealed} aria-label=${host.text('show', { name })} @click=${state.reveal}
  >
    ${eye}
  </button>`;
}

/** Where the page may not copy, it is selected all the same, for the user to copy it. */
const onCopy = ({ currentTarget }: Event): void => {
  const input = currentTarget instanceof Element && currentTarget.closest('[part=control]')?.querySelector('input');
  if (!input) return;
  input.select();
  navigator.clipboard?.writeText(input.value).catch(() => undefined);
};

/** For keys and certificates, which live in files. */
function file(host: NangoElement, id: string, { busy }: ControlState): TemplateResult {
  return html`<label part="file">
    ${host.text('file')}<input class="sr" type="file" ?disabled=${busy} aria-describedby="${id}l" @change=${onFile} />
  </label>`;
}

const onDrag = (event: DragEvent): void => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
};

const onDrop = (event: DragEvent): void => {
  const [dropped] = event.dataTransfer?.files ?? [];
  if (!dropped || !(event.currentTarget instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  void read(dropped, event.currentTarget);
};

const onFile = ({ currentTarget }: Event): void => {
  if (!(currentTarget instanceof HTMLInputElement)) return;
  const [chosen] = currentTarget.files ?? [];
  const area = currentTarget.closest('[part=field]')?.querySelector('textarea');
  if (chosen && area) void read(chosen, area);
  // The same file can be chosen again, and is not kept.
  currentTarget.value = '';
};

/** Puts a file's text where the user would have pasted it. */
async function read(file: File, area: HTMLTextAreaElement): Promise<void> {
  // Keys are small: what is larger is another file, chosen by mistake.
  if (area.readOnly || file.size > 1e5) return;
  area.value = await file.text();
  area.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
}
