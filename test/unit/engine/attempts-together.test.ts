import { Nango } from '../../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, token } from '../support/fake-attempts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

describe('Attempts at the same time', () => {
  useFakes();

  it('have a socket and a popup each, and end by themselves', async () => {
    const nango = new Nango({ host, publicKey });
    const fates = [new Fate(nango.auth('github')), new Fate(nango.auth('slack'))];
    fakes.sockets.forEach((socket) => socket.ack());
    await fakes.pass(100);
    expect(fakes.popups.map(({ visited }) => new URL(visited[0] ?? '').searchParams.get('ws_client_id'))).to.deep.equal(
      ['socket-1', 'socket-2'],
    );
    fakes.popups.forEach((popup) => popup.load());
    fakes.sockets[1]?.error('unknown_err');
    await settle();
    expect(fates.map(({ end }) => end)).to.deep.equal(['pending', 'unknown_err: failed']);
    expect(fakes.popups.map(({ onScreen }) => onScreen)).to.deep.equal([true, false]);
    fakes.sockets[0]?.success();
    await settle();
    expect(fates[0]?.result).to.deep.equal(connected);
  });

  it('are brought to the front by focus(), the latest first', async () => {
    const nango = new Nango({ host, publicKey });
    void new Fate(nango.auth('github'));
    void new Fate(nango.auth('slack'));
    void new Fate(nango.create('plain'));
    nango.focus();
    expect(fakes.popups.map(({ focused }) => focused)).to.deep.equal([0, 1]);
    nango.clear();
    await settle();
    nango.focus();
    expect(fakes.popups.map(({ focused }) => focused)).to.deep.equal([0, 1]);
  });
});

describe('Many attempts in a row', () => {
  useFakes();

  it('leave nothing behind', async () => {
    for (let round = 0; round < 200; round++) {
      const { fate } = begin({ timeout: 1_000 }, { connectSessionToken: token });
      if (round % 4) fakes.socket.ack();
      await fakes.pass(20);
      if (round % 4 > 1) fakes.socket.success();
      if (round % 4 === 1) fakes.popup.leave();
      await fakes.pass(1_000);
      expect(fate.end).to.not.equal('pending');
      expectNothingLeft();
    }
  });
});
