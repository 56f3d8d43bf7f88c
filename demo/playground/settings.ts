import { readAddress, writeAddress } from '../site/address.js';
import { element, find } from './dom.js';
import { directionOf, languages } from './languages.js';

const tags = 'nango-connect, nango-credentials-form';

/** The language of the elements; the page itself is in English. */
let language = 'en';

/** Sets the current language on a new element. */
export function speak(shown: HTMLElement): void {
  shown.lang = language;
}

/** Adds only the theme switch, for a page that sets the language itself. */
export function addTheme(): void {
  const form = find('settings', HTMLFormElement);
  const theme = themeSwitch(form);
  const apply = (): void => void (document.documentElement.dataset.theme = theme.value);
  form.addEventListener('change', () => {
    apply();
    remember(form);
  });
  apply();
  takeAlong(form);
}

function themeSwitch(form: HTMLFormElement): HTMLSelectElement {
  return addSwitch(form, 'theme', { auto: 'Auto', light: 'Light', dark: 'Dark' });
}

/** Adds switches for theme, language and direction, with the values from the URL at first. */
export function addSettings(): void {
  const form = find('settings', HTMLFormElement);
  const theme = themeSwitch(form);
  const spoken = addSwitch(form, 'language', languages);
  const direction = addSwitch(form, 'direction', { ltr: 'Left to right', rtl: 'Right to left' });
  const apply = (): void => {
    const { documentElement: root } = document;
    root.dataset.theme = theme.value;
    root.dir = direction.value;
    language = spoken.value;
    document.querySelectorAll<HTMLElement>(tags).forEach(speak);
  };
  spoken.addEventListener('change', () => (direction.value = directionOf(spoken.value)));
  form.addEventListener('change', () => {
    apply();
    remember(form);
  });
  apply();
  takeAlong(form);
}

/** Adds a select with options by value, with the value from the URL at first. */
export function addSwitch(
  form: HTMLFormElement,
  name: string,
  options: Readonly<Record<string, string>>,
): HTMLSelectElement {
  const choices = Object.entries(options).map(([value, label]) =>
    element('option', { value, ...(Object.hasOwn(languages, value) && { lang: value }) }, label),
  );
  const select = element('select', { name }, ...choices);
  form.append(element('label', {}, element('span', {}, name.charAt(0).toUpperCase() + name.slice(1)), select));
  const wanted = readAddress()[name] ?? '';
  if (Object.hasOwn(options, wanted)) select.value = wanted;
  return select;
}

/** Stores the settings in the URL. */
function remember(form: HTMLFormElement): void {
  const texts = Array.from(form.querySelectorAll('select'), ({ name, value }) => [name, value] as const);
  writeAddress(Object.fromEntries(texts));
  takeAlong(form);
}

/** Adds the settings to the navigation's links. */
function takeAlong(form: HTMLFormElement): void {
  const here = readAddress();
  const names = Array.from(form.querySelectorAll('select'), ({ name }) => name).filter((name) =>
    Object.hasOwn(here, name),
  );
  const query = names.map((name) => `${name}=${here[name]}`).join('&');
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.bar a')) link.search = query;
}
