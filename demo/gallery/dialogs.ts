import type { NangoConnect } from '../../src/index.js';
import { element } from '../playground/dom.js';
import { typeAndClose } from './acts.js';
import type { Cell, Surroundings } from './cell.js';

/** What opens when the button is pressed: a page has one dialog at a time. */
export function dialogs({ host, token }: Surroundings): Cell[] {
  const button = (more: Partial<NangoConnect> = {}): NangoConnect =>
    element('nango-connect', { host, sessionToken: token, ...more });
  const typed = button({ integrationId: 'openai' });
  return [
    { name: 'Opens the choice', element: button(), state: 'idle' },
    { name: 'Opens a form', element: button({ integrationId: 'openai' }), state: 'idle' },
    { name: 'Asks before it forgets what was typed', element: typed, state: 'idle', lead: () => typeAndClose(typed) },
  ];
}
