import { html, type TemplateResult } from 'lit';
import type { Described, ElementDescription, Setting } from './manifest.js';
import type { Design } from './markup.js';
import { isValid } from './valid.js';

/** The part of a design that a setting changes. */
export type Group = 'attributes' | 'variables' | 'slots' | 'parts';

export interface SettingsPanel {
  readonly elements: readonly ElementDescription[];
  readonly design: Design;
  onTag(this: void, tag: string): void;
  /** @param value `undefined` for none */
  onSet(this: void, group: Group, name: string, value: string | true | undefined): void;
  /** The part that the preview shows with a frame. */
  onPart(this: void, part: string | undefined): void;
}

/** Everything that can be set on the element, with its description from the manifest. */
export function settingsPanel(panel: SettingsPanel): TemplateResult {
  const { elements, design } = panel;
  const element = elements.find(({ tag }) => tag === design.tag);
  if (!element) return html``;
  return html`<h2 id="settings-title">Settings</h2>
    <fieldset>
      <legend>Element</legend>
      <div class="segments">
        ${elements.map(
          ({ tag }) =>
            html`<label>
              <input
                type="radio"
                name="tag"
                .value=${tag}
                .checked=${tag === design.tag}
                @change=${() => panel.onTag(tag)}
              />
              ${tag}
            </label>`,
        )}
      </div>
    </fieldset>
    ${group('Variables', element.variables, (each) => control(panel, 'variables', each), true)}
    ${group('Slots', element.slots, (each) => control(panel, 'slots', { ...each, kind: 'text' }), true)}
    ${group('Attributes', element.attributes, (each) => control(panel, 'attributes', each))}
    ${group('Parts', element.parts, (each) => part(panel, each))}`;
}

function group<T>(name: string, all: readonly T[], draw: (each: T) => TemplateResult, open = false): TemplateResult {
  return html`<details ?open=${open}>
    <summary>${name} <small>(${all.length})</small></summary>
    <div class="all">${all.map(draw)}</div>
  </details>`;
}

function part(panel: SettingsPanel, described: Described): TemplateResult {
  const show = () => panel.onPart(described.name);
  const hide = () => panel.onPart(undefined);
  return html`<div @pointerenter=${show} @pointerleave=${hide} @focusin=${show} @focusout=${hide}>
    ${control(panel, 'parts', { ...described, kind: 'text', initial: 'letter-spacing: 1px' })}
  </div>`;
}

function control({ design, onSet }: SettingsPanel, of: Group, setting: Setting): TemplateResult {
  const { name, description, kind } = setting;
  const id = `${of}-${name || 'default'}`;
  const held = design[of][name];
  const text = typeof held === 'string' ? held : '';
  const isInvalid = text !== '' && !isValid(of, name, text);
  const about = html`<p class="about" id="${id}-about">${isInvalid ? 'This isn’t CSS, so it is left out.' : prose(description)}</p>`;
  const label = of === 'slots' && name === '' ? 'default slot' : name;
  if (kind === 'flag')
    return html`<div class="flag">
      <input
        type="checkbox"
        id=${id}
        aria-describedby="${id}-about"
        .checked=${held === true}
        @change=${(event: Event) => onSet(of, name, isOn(event) || undefined)}
      />
      <label for=${id}><code>${label}</code></label>
      ${about}
    </div>`;
  const set = (event: Event) => onSet(of, name, valueOf(event) || undefined);
  return html`<div class="field">
    <label for=${id}><code>${label}</code></label>
    ${kind === 'choice' ? choice(setting, id, text, set) : input(setting, id, text, isInvalid, set)} ${about}
  </div>`;
}

/** A description of the manifest, in which backticks mark code. */
function prose(text: string): (string | TemplateResult)[] {
  return text.split('`').map((each, index) => (index % 2 === 1 ? html`<code>${each}</code>` : each));
}

function choice({ options = [] }: Setting, id: string, held: string, set: (event: Event) => void): TemplateResult {
  return html`<select id=${id} aria-describedby="${id}-about" @change=${set}>
    ${['', ...options].map((each) => html`<option .value=${each} ?selected=${each === held}>${each || '–'}</option>`)}
  </select>`;
}

function input(
  { name, kind, initial = '' }: Setting,
  id: string,
  held: string,
  isInvalid: boolean,
  set: (event: Event) => void,
): TemplateResult {
  const field = html`<input
    type=${kind === 'number' ? 'number' : 'text'}
    id=${id}
    aria-describedby="${id}-about"
    aria-invalid=${isInvalid}
    autocomplete="off"
    spellcheck="false"
    placeholder=${initial || (kind === 'color' ? 'depends on the theme' : '')}
    .value=${held}
    @input=${set}
  />`;
  if (kind !== 'color') return field;
  const picked = /^#[\da-f]{6}$/i.test(held) ? held : /^#[\da-f]{6}$/i.test(initial) ? initial : '#808080';
  return html`<div class="pair">
    ${field}<input type="color" aria-label=${`Pick ${name}`} .value=${picked} @input=${set} />
  </div>`;
}

function valueOf({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : '';
}

function isOn({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.checked;
}
