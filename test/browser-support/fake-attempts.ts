import { expect } from '@open-wc/testing';
import { AuthError, Nango } from '../../src/engine/nango.js';
import type { AuthOptions, AuthResult, NangoOptions } from '../../src/engine/nango.js';
import { fakes, host, settle } from './fakes.js';

export const publicKey = '11111111-1111-4111-8111-111111111111';
export const token = `nango_connect_session_${'0'.repeat(64)}`;
export const connected: AuthResult = { providerConfigKey: 'github', connectionId: 'connection-1', isPending: false };

/** What became of an attempt so far. */
export class Fate {
  result: AuthResult | undefined;
  #error: unknown;
  /** How long it took, in ms. */
  took: number | undefined;

  constructor(promise: Promise<AuthResult>) {
    const start = fakes.now;
    promise
      .then(
        (result) => (this.result = result),
        (error: unknown) => (this.#error = error),
      )
      .finally(() => (this.took = fakes.now - start));
  }

  get pending(): boolean {
    return this.took === undefined;
  }

  get error(): AuthError {
    if (this.#error instanceof AuthError) return this.#error;
    throw new Error(this.pending ? 'It is still pending' : `It ended with ${JSON.stringify(this.result)}`, { cause: this.#error });
  }

  /** Success, or its error's type and outcome, or nothing yet. */
  get end(): string {
    if (this.pending) return 'pending';
    return this.result ? 'success' : `${this.error.type}: ${this.error.outcome}`;
  }
}

export interface Begun {
  nango: Nango;
  fate: Fate;
}

/** Starts an attempt by popup. */
export function begin(options: AuthOptions = {}, config: NangoOptions = { publicKey }): Begun {
  const nango = new Nango({ host, ...config });
  return { nango, fate: new Fate(nango.auth('github', options)) };
}

/** An attempt whose popup has reached the provider's page and been there for a while. */
export async function underway(options: AuthOptions = {}, config: NangoOptions = { publicKey }): Promise<Begun> {
  const begun = begin(options, config);
  await settle();
  fakes.socket.ack();
  await fakes.pass(100);
  expect(fakes.popup.visited).to.have.length(1);
  fakes.popup.load();
  await fakes.pass(900);
  return begun;
}

/** The same, but the provider's page has severed the popup from this one. */
export async function severed(options: AuthOptions = {}, config: NangoOptions = { publicKey }): Promise<Begun> {
  const begun = await underway(options, config);
  fakes.popup.sever();
  await fakes.pass(250);
  return begun;
}
