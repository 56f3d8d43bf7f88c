import { element } from '../playground/dom.js';
import type { Cell, Surroundings } from './cell.js';

/** Three variables make a brand. */
export function brands({ host, token }: Surroundings): Cell[] {
  const names = { sun: 'Yellow', sky: 'Light blue', moss: 'Green and round', ink: 'Black, white and square' };
  return Object.entries(names).map(([brand, name]) => ({
    name,
    element: element('nango-connect', {
      className: `brand-${brand}`,
      host,
      sessionToken: token,
      integrationId: 'github',
      authMode: 'OAUTH2',
    }),
    state: 'idle',
  }));
}
