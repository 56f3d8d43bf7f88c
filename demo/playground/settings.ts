import { readAddress, writeAddress } from '../site/address.js';
import { element, find } from './dom.js';
import { directionOf, languages } from './languages.js';

const tags = 'nango-connect, nango-credentials-form';

/** The language of the elements; the page around them speaks English. */
let language = 'en';

/** Gives an element that is new on the page the language of the others. */
export function speak(shown: HTMLElement): void {
  shown.lang = language;
}

/** The theme alone, where a page says the language in a way of its own. */
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

/** Theme, language and direction: as the address says, and as the switches do from then on. */
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

/** Adds a choice of options by value, which begins with what the address says. */
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

/** The address leads back to what is shown. */
function remember(form: HTMLFormElement): void {
  const texts = Array.from(form.querySelectorAll('select'), ({ name, value }) => [name, value] as const);
  writeAddress(Object.fromEntries(texts));
  takeAlong(form);
}

/** The navigation leads to pages that look the same. */
function takeAlong(form: HTMLFormElement): void {
  const here = readAddress();
  const names = Array.from(form.querySelectorAll('select'), ({ name }) => name).filter((name) =>
    Object.hasOwn(here, name),
  );
  const query = names.map((name) => `${name}=${here[name]}`).join('&');
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.bar a')) link.search = query;
}
