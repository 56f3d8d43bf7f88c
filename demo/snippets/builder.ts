import { html, render, type TemplateResult } from 'lit';
import { list } from '../playground/api.js';
import { find } from '../playground/dom.js';
import { languages } from '../playground/languages.js';
import { addTheme } from '../playground/settings.js';
import { readAddress, writeAddress } from '../site/address.js';
import { code } from '../site/code.js';
import { reportFailure } from '../site/report-failure.js';
import { isListed } from '../studio/provider-list.js';
import { backendAt, type Backend } from './backend.js';
import { fromParameters, isOfChoices, toParameters } from './choices-address.js';
import { places, shapes, themes, tokens, type Choices } from './choices.js';
import { contentSecurityPolicy, digestModule, loadsSingleFile, servers, snippet, usualRecipe } from './snippet.js';
import { mistake, validChoices } from './valid.js';

let choices = fromParameters(readAddress());
let recipes: Readonly<Record<string, string>> = {};
let providers: readonly { name: string; title: string }[] = [];

function set(change: Partial<Choices>): void {
  choices = { ...choices, ...change };
  draw();
}

function draw(): void {
  render(questions(), find('questions', HTMLElement));
  render(answer(validChoices(choices)), find('answer', HTMLElement));
  writeAddress(toParameters(choices), isOfChoices);
}

function questions(): TemplateResult {
  const single = loadsSingleFile(choices.place);
  return html`<h2 id="questions-title">What you have</h2>
    ${segments('Where it will live', 'place', places)} ${segments('Where the token comes from', 'token', tokens)}
    ${segments('What it shows', 'shape', shapes)}
    ${field('integrationId', 'Integration', 'Its unique key in Nango. Blank lets the user choose.', 'integrations')}
    <datalist id="integrations">
      ${providers.map(({ name, title }) => html`<option value=${name}>${title}</option>`)}
    </datalist>
    ${field('label', 'Label of the button', '')} ${field('brand', 'Accent color', 'Such as #0a7d5c. Blank is the default.')}
    ${field('radius', 'Corner radius', 'Such as 2em.')}
    ${select('theme', 'Theme', themes)} ${select('lang', 'Language', { '': 'That of the page', ...languages })}
    ${field('backend', 'Your backend', 'Path or URL of what nango-elements/backend answers.')}
    ${field('host', 'Nango server', 'Blank is Nango Cloud.')}
    ${single ? field('script', 'URL of nango-elements.min.js', 'On your own server, or on a CDN with the version in the URL.') : ''}
    ${
      choices.token === 'public-key'
        ? ''
        : select('recipe', 'Your server', {
            '': `The usual one: ${servers[usualRecipe(choices.place)]}`,
            ...servers,
          })
    }`;
}

function answer(valid: Choices): TemplateResult {
  const { files, notes } = snippet(valid);
  const name = valid.recipe || usualRecipe(valid.place);
  const recipe = recipes[name] ?? '';
  const digest = valid.token === 'public-key';
  return html`<h2 id="answer-title">What you need</h2>
    <ul class="notes">
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
    ${files.map((file) => code(file.name, file.text))}
    ${valid.place === 'webflow' ? '' : policy(valid)}
    <h3>Backend</h3>
    ${
      digest
        ? server('digest.ts', backendAt(valid, digestModule(valid)), valid)
        : html`${server(`${name}.ts`, backendAt(valid, recipe), valid)}
          ${recipe.includes('./your-login') ? login() : ''}`
    }`;
}

function login(): TemplateResult {
  return html`${code('your-login.ts', recipes['your-login'] ?? '')}
    <p class="about">your-login.ts stands in for your own login.</p>`;
}

function server(name: string, { text, packages, variables }: Backend, { host }: Choices): TemplateResult {
  const meanings: Readonly<Record<string, string>> = {
    NANGO_SECRET_KEY: 'an API key of your Nango environment',
    NANGO_HOST: host || 'not needed for Nango Cloud',
    NANGO_HMAC_KEY: 'the environment’s HMAC key',
  };
  return html`${code(name, text)}
    <p class="about">
      Install: <code>npm install ${packages.join(' ')}</code>. Environment variables:
      ${variables.map((each, index) => html`${index > 0 ? '; ' : ''}<code>${each}</code>, ${meanings[each] ?? ''}`)}.
    </p>`;
}

const plainPolicy = 'It has what the element needs and nothing else: add what your page has besides.';
const sitePolicy =
  'Add these sources to the policy of your site, and to its script-src the origin of the script. If it has trusted-types, add lit-html.';

/** Webflow's pages have scripts of its own in them, and no setting for a policy. */
function policy(valid: Choices): TemplateResult {
  return html`<h3>Content Security Policy</h3>
    ${code('Content-Security-Policy', contentSecurityPolicy(valid))}
    <p class="about">
      ${valid.place === 'html' ? plainPolicy : sitePolicy} If logos of integrations stay blank, add to img-src the origin
      that the browser’s console names.
    </p>`;
}

function segments<Key extends keyof Choices>(
  legend: string,
  key: Key,
  options: Readonly<Record<string, string>>,
): TemplateResult {
  return html`<fieldset>
    <legend>${legend}</legend>
    <div class="segments">
      ${Object.entries(options).map(
        ([value, label]) =>
          html`<label>
            <input
              type="radio"
              name=${key}
              .value=${value}
              .checked=${choices[key] === value}
              @change=${() => set({ [key]: value })}
            />
            ${label}
          </label>`,
      )}
    </div>
  </fieldset>`;
}

function field(key: keyof Choices, label: string, about: string, suggestions = ''): TemplateResult {
  const type = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) set({ [key]: target.value.trim() });
  };
  const wrong = mistake(key, choices[key]);
  return html`<div class="field">
    <label for=${key}>${label}</label>
    <input
      id=${key}
      autocomplete="off"
      spellcheck="false"
      list=${suggestions}
      aria-describedby="${key}-about"
      aria-invalid=${wrong !== undefined}
      .value=${choices[key]}
      @change=${type}
      @input=${suggestions ? undefined : type}
    />
    <p class="about" id="${key}-about">${wrong ?? about}</p>
  </div>`;
}

function select(key: keyof Choices, label: string, options: Readonly<Record<string, string>>): TemplateResult {
  const pick = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) set({ [key]: target.value });
  };
  return html`<div class="field">
    <label for=${key}>${label}</label>
    <select id=${key} @change=${pick}>
      ${Object.entries(options).map(
        ([value, name]) => html`<option .value=${value} ?selected=${value === choices[key]}>${name}</option>`,
      )}
    </select>
  </div>`;
}

/** A JSON file of texts by name; none where the server has none. */
async function texts(path: string): Promise<Record<string, string>> {
  const response = await fetch(path);
  const body: unknown = response.ok ? await response.json() : undefined;
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(entries.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])));
}

async function start(): Promise<void> {
  const [known, hashes, all] = await Promise.all([
    texts('/api/recipes'),
    texts('/api/integrity'),
    list('/api/providers', isListed),
  ]);
  recipes = known;
  providers = all;
  set({ integrity: hashes['nango-elements.min.js'] ?? '' });
}

addTheme();
await reportFailure(start);
