import type { NangoConnect } from '../../src/index.js';
import { element } from '../playground/dom.js';
import { start, startAndPress } from './acts.js';
import type { Cell, Surroundings } from './cell.js';
import { withWindow } from './windows.js';

/** The button, before and while a window is open. */
export function buttons({ host, token }: Surroundings): Cell[] {
  const github = (more: Partial<NangoConnect> = {}): NangoConnect =>
    element('nango-connect', { host, sessionToken: token, integrationId: 'github', authMode: 'OAUTH2', ...more });
  const connecting = github();
  const waiting = github();
  const checkable = github({ confirm: () => Promise.resolve(undefined) });
  const lost = github({ websocketsPath: '/?fault=drop' });
  const blocked = github();
  const closed = github();
  const pending = github({
    confirm: ({ providerConfigKey }) =>
      Promise.resolve({ providerConfigKey, connectionId: 'asked-for', isPending: true }),
  });
  const connected = element('nango-connect', {
    host,
    sessionToken: token,
    integrationId: 'unauthenticated',
    authMode: 'NONE',
  });
  return [
    { name: 'Idle', element: github(), state: 'idle' },
    { name: 'Disabled', element: github({ disabled: true }), state: 'idle' },
    {
      name: 'The window is open',
      element: connecting,
      state: 'connecting',
      lead: () => withWindow('stays', () => start(connecting)),
    },
    {
      name: 'The provider cut the window off',
      element: waiting,
      state: 'waiting',
      lead: () => withWindow('severed', () => start(waiting)),
    },
    {
      name: 'Cut off, where the page can check',
      element: checkable,
      state: 'waiting',
      lead: () => withWindow('severed', () => start(checkable)),
    },
    {
      name: 'The line to the window is lost',
      element: lost,
      state: 'waiting',
      lead: () => withWindow('stays', () => start(lost)),
    },
    {
      name: 'Closed too early, says the user',
      element: closed,
      state: 'error',
      lead: () => withWindow('severed', () => startAndPress(closed, 'closed-it')),
    },
    { name: 'Blocked', element: blocked, state: 'error', lead: () => withWindow('blocked', () => start(blocked)) },
    { name: 'Connected', element: connected, state: 'connected', lead: () => start(connected) },
    {
      name: 'Connected, but somebody has to approve',
      element: pending,
      state: 'connected',
      lead: () => withWindow('severed', () => startAndPress(pending, 'check-again')),
    },
  ];
}
