import { AuthError, Nango } from '../../../src/engine/nango.js';
import type { AuthOptions, AuthResult, NangoOptions, TokenFunction } from '../../../src/engine/nango.js';
import { fakes, host, settle } from './fakes.js';
import { expect } from 'vitest';

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
    throw new Error(this.pending ? 'It is still pending' : `It ended with ${JSON.stringify(this.result)}`, {
      cause: this.#error,
    });
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

/** An attempt whose popup was sent on, and whose first page is on its way. */
export async function sentOn(options: AuthOptions = {}, config: NangoOptions = { publicKey }): Promise<Begun> {
  const begun = begin(options, config);
  await settle();
  fakes.socket.ack();
  await fakes.pass(100);
  expect(fakes.popup.visited).to.have.length(1);
  return begun;
}

/** An attempt whose popup has reached the provider's page and been there for a while. */
export async function underway(options: AuthOptions = {}, config: NangoOptions = { publicKey }): Promise<Begun> {
  const begun = await sentOn(options, config);
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

/** A `confirm` hook that notes when it is asked, in ms since `startCounting()`, and answers with `answer`. */
export function hook(answer: () => Promise<AuthResult | undefined> = () => Promise.resolve(undefined)) {
  let mark = fakes.now;
  const times: number[] = [];
  const asked: unknown[] = [];
  const confirm: AuthOptions['confirm'] = (attempt) => {
    times.push(fakes.now - mark);
    asked.push(attempt);
    return answer();
  };
  const startCounting = () => {
    mark = fakes.now;
    times.length = 0;
  };
  return { confirm, times, asked, startCounting };
}

/** A function of the page that gives `token-1`, `token-2` and so on. */
export function tokens(): TokenFunction & { calls: number } {
  const next = Object.assign(() => Promise.resolve(`token-${++next.calls}`), { calls: 0 });
  return next;
}

/** The tokens with which the popup was sent on. */
export const shownTokens = () =>
  fakes.popup.visited.map((url) => new URL(url).searchParams.get('connect_session_token'));
