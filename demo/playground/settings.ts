import { find } from './dom.js';
import { directionOf } from './languages.js';

const tags = 'nango-connect, nango-credentials-form';

/** The language of the elements; the page around them speaks English. */
let language = 'en';

/** Gives an element that is new on the page the language of the others. */
export function speak(element: HTMLElement): void {
  element.lang = language;
}

/** Theme, language and direction: as the address says, and as the switches do from then on. */
export function watchSettings(): void {
  const form = find('settings', HTMLFormElement);
  for (const [name, value] of new URL(location.href).searchParams) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLSelectElement) control.value = value;
  }
  form.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    if (target.name === 'language') choose(form, 'direction', directionOf(target.value));
    apply(form);
    remember(form);
  });
  apply(form);
}

function choose(form: HTMLFormElement, name: string, value: string): void {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLSelectElement) control.value = value;
}

function apply(form: HTMLFormElement): void {
  const { documentElement: root } = document;
  root.dataset.theme = chosen(form, 'theme');
  root.dir = chosen(form, 'direction');
  language = chosen(form, 'language');
  document.querySelectorAll<HTMLElement>(tags).forEach(speak);
}

function chosen(form: HTMLFormElement, name: string): string {
  const control = form.elements.namedItem(name);
  return control instanceof HTMLSelectElement ? control.value : '';
}

/** The address leads back to what is shown. */
function remember(form: HTMLFormElement): void {
  const url = new URL(location.href);
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') url.searchParams.set(name, value);
  history.replaceState(null, '', url);
}
