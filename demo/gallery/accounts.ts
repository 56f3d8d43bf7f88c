import type { NangoConnect } from '../../src/index.js';
import { element } from '../playground/dom.js';
import { disconnect, press } from './acts.js';
import type { Cell, Surroundings } from './cell.js';

/** A connection that exists when the page is loaded, and its end. */
export function accounts({ host, token }: Surroundings): Cell[] {
  const known = (more: Partial<NangoConnect> = {}): NangoConnect =>
    element('nango-connect', {
      host,
      sessionToken: token,
      integrationId: 'github',
      authMode: 'OAUTH2',
      value: 'known',
      connectedName: 'ada@example.com',
      disconnectUrl: '/api/failing/disconnect',
      ...more,
    });
  const asks = known();
  const refused = known();
  return [
    { name: 'Known', element: known({ disconnectUrl: '' }), state: 'connected' },
    { name: 'With a way to end it', element: known(), state: 'connected' },
    { name: 'Asks before it ends', element: asks, state: 'connected', lead: () => press(asks, 'disconnect') },
    { name: 'Could not be ended', element: refused, state: 'connected', lead: () => disconnect(refused) },
    {
      name: 'Needs new credentials',
      element: known({ value: '', statusUrl: '/api/lapsed/status' }),
      state: 'connected',
    },
    { name: 'In place', element: known({ inline: true }), state: 'connected' },
  ];
}
