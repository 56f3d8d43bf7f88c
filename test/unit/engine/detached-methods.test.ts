import { describe, expect, it, vi } from 'vitest';
import { AuthError, Nango } from '../../../src/engine/nango.js';
import { publicKey } from '../support/fake-attempts.js';
import { host, useFakes } from '../support/fakes.js';

describe('A method that is called without its object', () => {
  useFakes();
  const { auth, create, reconnect, session, integrations, provider, clear, prepare, focus } = new Nango({
    host,
    publicKey,
  });

  for (const [name, call] of Object.entries({
    auth: () => auth('github'),
    create: () => create('github'),
    reconnect: () => reconnect('github'),
    session,
    integrations,
    provider: () => provider('github'),
  })) {
    it(`rejects, as every failure does: ${name}`, async () => {
      const error: unknown = await call().catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(AuthError);
      expect(error).to.include({ type: 'unknown_error', outcome: 'failed' });
      expect(error).to.have.property('cause').that.is.instanceOf(TypeError);
    });
  }

  it('throws nothing: clear, prepare, focus', () => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    for (const call of [clear, prepare, focus]) call();
    expect(report.mock.calls).to.have.length(2);
    report.mockRestore();
  });
});
