import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from '../../src/types/svelte.js';

/** What `svelte-check` takes and refuses in markup; compiled, not run. */
export const right: SvelteHTMLElements['nango-connect'][] = [
  {
    'integration-id': 'github',
    inline: true,
    class: ['a'],
    'onnango-success': ({ detail }) => console.log(detail.connectionId),
  },
  { 'on:nango-success': ({ detail }) => console.log(detail.connectionId) },
];

export const wrong: SvelteHTMLElements['nango-connect'][] = [
  // @ts-expect-error no such property
  { integration: 'github' },
  // @ts-expect-error the event has no such detail
  { 'on:nango-error': ({ detail }) => console.log(detail.token) },
];
