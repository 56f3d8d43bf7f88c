import type { Choices } from '../../demo/snippets/choices.js';

/** What the builder begins with, with some of it chosen otherwise. */
export function choicesFor(chosen: Partial<Choices> = {}): Choices {
  return {
    place: 'html',
    token: 'backend',
    shape: 'button',
    integrationId: 'github',
    label: 'Connect GitHub',
    theme: 'auto',
    lang: '',
    brand: '',
    radius: '',
    host: '',
    backend: '/api/nango',
    script: '/nango-elements.min.js',
    integrity: '',
    ...chosen,
  };
}
