import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';
import type { Integration } from '../../engine/options.js';
import { isComposing } from '../dom/composing.js';
import type { IntegrationCatalog } from '../form/integration-catalog.js';
import type { Translate } from '../texts/messages.js';
import { picture } from '../attempt/panels.js';
import { shorten } from '../dom/trim.js';
import { isA, isElement } from '../dom/dom-types.js';

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** How many rows are rendered at first; more follow as the user scrolls or moves to them. */
const pageSize = 200;

/** The text that is searched, computed once per integration. */
const searched = new WeakMap<Integration, string>();

/** A searchable list of the integrations that a session allows, for mouse and keyboard. */
export class IntegrationPicker {
  readonly #host: LitElement;
  readonly #text: Translate;
  readonly #catalog: IntegrationCatalog;
  readonly #select: (integration: Integration) => void;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #query = '';
  #category = '';
  #active = 0;
  #rows = pageSize;

  /**
   * @param host renders it
   * @param text translates into the user's language
   * @param catalog has the integrations
   * @param select called with the chosen integration, in the user's gesture
   */
  constructor(
    host: LitElement,
    text: Translate,
    catalog: IntegrationCatalog,
    select: (integration: Integration) => void,
  ) {
    this.#host = host;
    this.#text = text;
    this.#catalog = catalog;
    this.#select = select;
  }

  render(): TemplateResult {
    const text = this.#text;
    const { integrations, categories: byIntegration } = this.#catalog;
    if (!integrations.length) return html`<p part="empty" role="status">${text('none_configured')}</p>`;
    const found = this.#found(integrations, byIntegration);
    const active = this.#active;
    const shown = found.slice(0, Math.max(this.#rows, active + 1));
    const categories = [...new Set([...byIntegration.values()].flat())].sort().slice(0, 50);
    return html`<div
      part="picker"
      @keydown=${(event: KeyboardEvent) => this.#key(event, found)}
      @inner-keydown=${(event: KeyboardEvent) => this.#key(event, found)}
      @click=${(event: Event) => this.#at(event, found, this.#select)}
      @pointerover=${(event: Event) => this.#at(event, found, this.#loadAfterPause)}
      @pointerdown=${(event: Event) => this.#at(event, found, this.#prefetch)}
    >
      <input
        part="search"
        class="first"
        type="search"
        role="combobox"
        aria-label=${text('search')}
        placeholder=${text('search')}
        aria-expanded="true"
        aria-controls="list"
        aria-autocomplete="list"
        aria-activedescendant=${found.length ? `o-${active}` : nothing}
        autocomplete="off"
        spellcheck="false"
        .value=${this.#query}
        @input=${this.#search}
      />
      ${
        categories.length > 1
          ? html`<div part="categories" role="group">
            ${['', ...categories].map(
              (name) =>
                html`<button part="category" aria-pressed=${name === this.#category} @click=${() => this.#filter(name)}>
                  ${name || text('all')}
                </button>`,
            )}
          </div>`
          : nothing
      }
      <ul part="list" id="list" role="listbox" aria-label=${text('choose')} ?hidden=${!found.length} @scroll=${this.#scroll}>
        ${shown.map(
          (each, index) =>
            html`<li
              part="integration"
              id="o-${index}"
              role="option"
              tabindex="-1"
              aria-selected=${index === active}
              aria-setsize=${found.length}
              aria-posinset=${index + 1}
            >
              ${picture(each.logo)}<span>${shorten(each.display_name ?? each.unique_key, 200)}</span>
            </li>`,
        )}
      </ul>
      <p part="empty" role="status" class=${found.length ? 'sr' : ''}>
        ${found.length ? text('count', { count: found.length }) : text('no_result', { query: this.#query })}
      </p>
    </div>`;
  }

  /** Calls `act` with the row that an event is in. */
  #at({ target }: Event, integrations: readonly Integration[], act: (integration: Integration) => void): void {
    const row = isElement(target) && target.closest('li');
    const integration = row && integrations[Number(row.id.slice(2))];
    if (integration) act(integration);
  }

  readonly #prefetch = ({ unique_key: id }: Integration): void => this.#catalog.prefetch(id);

  /** Loads a row only if the mouse or the arrow keys stay on it: servers have rate limits. */
  readonly #loadAfterPause = (integration: Integration): void => {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#prefetch(integration), 100);
  };

  #found(integrations: readonly Integration[], categories: IntegrationCatalog['categories']): Integration[] {
    const words = fold(this.#query).split(/\s+/);
    return integrations.filter((each) => {
      const text = searched.get(each) ?? fold([each.display_name, each.unique_key, each.provider].join(' '));
      searched.set(each, text);
      const inCategory = !this.#category || categories.get(each.unique_key)?.includes(this.#category);
      return inCategory && words.every((word) => text.includes(word));
    });
  }

  /** Renders more rows before they come into view. */
  readonly #scroll = ({ currentTarget: list }: Event): void => {
    if (!isElement(list) || list.scrollTop + 3 * list.clientHeight < list.scrollHeight) return;
    this.#rows += pageSize;
    this.#host.requestUpdate();
  };

  readonly #search = (event: InputEvent): void => {
    // For the page, the element is one control, whose value is the connection.
    event.stopPropagation();
    if (isA('HTMLInputElement', event.target)) this.#query = event.target.value;
    this.#restart();
  };

  #filter(category: string): void {
    this.#category = category;
    this.#restart();
  }

  #restart(): void {
    this.#rows = pageSize;
    this.#move(0);
  }

  #move(to: number): void {
    this.#active = to;
    this.#host.requestUpdate();
  }

  #key(event: KeyboardEvent, found: readonly Integration[]): void {
    if (!isA('HTMLInputElement', event.target) || isComposing(event)) return;
    const step = steps[event.key];
    const last = found.length - 1;
    if (step) {
      const next = this.#active + step;
      // Arrow keys wrap around at the ends; Page Up and Page Down stop there.
      this.#move(next > last ? (step > 1 ? last : 0) : next < 0 ? (step < -1 ? 0 : last) : next);
      void this.#host.updateComplete.then(() => {
        this.#host.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' });
      });
    } else if (event.key !== 'Enter' || event.repeat) return;
    event.preventDefault();
    const active = found[this.#active];
    if (active) (step ? this.#loadAfterPause : this.#select)(active);
  }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
