import { ref, type ButtonHTMLAttributes, type GlobalComponents } from 'vue';
import type { NangoConnect } from '../../src/index.js';
import type {} from '../../src/types/vue.js';

type Props<Tag extends keyof GlobalComponents> = GlobalComponents[Tag] extends new () => { $props: infer Given }
  ? Given
  : never;

/** What `vue-tsc` takes and refuses in templates with `strictTemplates`; compiled, not run. */
export const right: Props<'nango-connect'>[] = [
  { ref: 'account', key: 1, ref_for: true },
  { ref: ref<NangoConnect>(), integrationId: 'github', class: ['a'], style: { color: 'red' } },
  { 'session-url': '/api', inline: '', onNangoSuccess: ({ detail }) => console.log(detail.connectionId) },
];

export const button: ButtonHTMLAttributes = { slot: 'trigger', command: '--connect', commandfor: 'account' };

export const wrong: Props<'nango-connect'>[] = [
  // @ts-expect-error no such property
  { integration: 'github' },
  // @ts-expect-error no such event
  { onNangoSucceeded: () => undefined },
  // @ts-expect-error there is no such theme
  { theme: 'blue' },
];
