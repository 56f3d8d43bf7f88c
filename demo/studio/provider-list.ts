import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ListedProvider } from '../site/providers.js';

export function isListed(value: unknown): value is ListedProvider {
  return typeof value === 'object' && value !== null && 'name' in value && 'title' in value && 'authMode' in value;
}

/** Enough to look at, since each has an image to load. */
const shown = 60;

/** The providers that match a search by name, mode or category; those whose name starts with it come first. */
export function matching(providers: readonly ListedProvider[], search: string): ListedProvider[] {
  const wanted = search.trim().toLowerCase();
  const rank = ({ name, title, authMode, categories }: ListedProvider): number => {
    if ([name, title].some((each) => each.toLowerCase().startsWith(wanted))) return 0;
    if ([name, title].some((each) => each.toLowerCase().includes(wanted))) return 1;
    return [authMode, ...categories].some((each) => each.toLowerCase().includes(wanted)) ? 2 : 3;
  };
  const ranked = providers.map((provider) => ({ provider, rank: rank(provider) })).filter((each) => each.rank < 3);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ provider }) => provider);
}

export interface ProviderList {
  readonly providers: readonly ListedProvider[];
  readonly search: string;
  readonly chosen: string;
  /** Where the logos are. */
  readonly host: string;
  onSearch(this: void, search: string): void;
  onChoose(this: void, provider: ListedProvider): void;
}

/** A search and what it found. */
export function providerList({ providers, search, chosen, host, onSearch, onChoose }: ProviderList): TemplateResult {
  const found = matching(providers, search);
  const rest = found.length - shown;
  const type = ({ target }: InputEvent): void => {
    if (target instanceof HTMLInputElement) onSearch(target.value);
  };
  return html`<h2 id="providers-title">Provider</h2>
    <div class="field">
      <label for="search">Search ${providers.length.toLocaleString('en')} providers</label>
      <input type="search" id="search" autocomplete="off" placeholder="Name, mode or category" @input=${type} />
    </div>
    <fieldset>
      <legend class="hidden-text">Provider</legend>
      <div class="choices">
        ${found.slice(0, shown).map(
          (each) =>
            html`<label>
              <input
                type="radio"
                name="provider"
                .value=${each.name}
                .checked=${live(each.name === chosen)}
                @change=${() => onChoose(each)}
              />
              <img src="${host}/images/template-logos/${each.name}.svg" alt="" loading="lazy" />
              <strong>${each.title}</strong>
              <span>${each.authMode}</span>
            </label>`,
        )}
      </div>
    </fieldset>
    <p class="about" role="status">
      ${found.length === 0 ? 'No provider found.' : rest > 0 ? `And ${rest.toLocaleString('en')} more: search to find them.` : ''}
    </p>`;
}
