import { afterEach, expect, test, vi } from 'vitest';
import { usePackages } from '../support/drop-in.js';
import { fakes, settle } from '../support/fakes.js';

// What the guide promises to pages of @nangohq/frontend: their program is this one, with another import.

usePackages();
afterEach(() => {
  vi.doUnmock('nango-elements/engine');
  vi.resetModules();
});

test.each(['nango-elements/engine', '@nangohq/frontend'])(
  'docs/recipes/engine/connect.ts connects with %s',
  async (name) => {
    const mocked = vi.fn(() => import('@nangohq/frontend'));
    if (name === '@nangohq/frontend') vi.doMock('nango-elements/engine', mocked);
    const { connect } = await import('../../../docs/recipes/engine/connect.js');
    const connected = connect('nango_connect_session_x', 'github');
    await settle();
    fakes.socket.ack('socket-id');
    await settle();
    expect(new URL(fakes.popup.visited[0] ?? '').pathname).toBe('/oauth/connect/github');
    fakes.socket.success('connection-1', 'github');
    expect(await connected).toBe('connection-1');
    expect(mocked).toHaveBeenCalledTimes(name === '@nangohq/frontend' ? 1 : 0);
  },
);
