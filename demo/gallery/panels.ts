import type { NangoConnect } from '../../src/index.js';
import { element } from '../playground/dom.js';
import { press, search, start } from './acts.js';
import { never, type Cell, type Surroundings } from './cell.js';
import { withWindow } from './windows.js';

/** What a dialog shows, in place. */
export function panels({ host, token }: Surroundings): Cell[] {
  const inline = (more: Partial<NangoConnect>): NangoConnect =>
    element('nango-connect', { host, sessionToken: token, inline: true, ...more });
  const away = inline({ integrationId: 'github', authMode: 'OAUTH2' });
  const waiting = inline({ integrationId: 'github', authMode: 'OAUTH2' });
  const done = inline({ integrationId: 'unauthenticated', authMode: 'NONE' });
  const refused = inline({ integrationId: 'nowhere' });
  const searched = inline({});
  return [
    { name: 'Choice', element: inline({}), state: 'input' },
    { name: 'Nothing found', element: searched, state: 'input', lead: () => search(searched, 'xyz') },
    { name: 'Nothing to choose from', element: inline({ host: `${location.origin}/api/empty` }), state: 'input' },
    { name: 'Form', element: inline({ integrationId: 'openai' }), state: 'input' },
    { name: 'Form before a window', element: inline({ integrationId: 'zendesk' }), state: 'input' },
    { name: 'Ready for a window', element: inline({ integrationId: 'github' }), state: 'idle' },
    {
      name: 'The window is open',
      element: away,
      state: 'connecting',
      lead: () => withWindow('stays', () => start(away)),
    },
    { name: 'Cut off', element: waiting, state: 'waiting', lead: () => withWindow('severed', () => start(waiting)) },
    { name: 'Connected', element: done, state: 'connected', lead: () => press(done, 'connect') },
    { name: 'Not allowed', element: refused, state: 'error', lead: () => start(refused) },
    { name: 'Loading', element: inline({ integrationId: 'github', sessionToken: never }), state: 'loading' },
  ];
}
