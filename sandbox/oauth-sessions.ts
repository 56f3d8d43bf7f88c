import { randomUUID } from 'node:crypto';
import type { Configuration } from 'openid-client';
import type { Ending } from './activity.js';
import type { Attempt } from './attempt.js';

/** What the callback must know about its popup. */
export interface OAuthSession {
  readonly attempt: Attempt;
  readonly socketId: string | undefined;
  readonly startedAt: number;
  /** Says how it ended. */
  readonly finish: (ending: Ending) => void;
  /** OAuth 2: the client as it asked, and its PKCE verifier. */
  readonly client?: Configuration;
  readonly verifier?: string;
  /** OAuth 1: the request token, and its secret. */
  readonly token?: string;
  readonly tokenSecret?: string;
}

/** From the first day of the Gregorian calendar to 1970, in ms: a UUID v1 counts from there. */
const gregorian = 12_219_292_800_000n;

const lifetime = 2 * 24 * 60 * 60 * 1000;

/** The popups at their providers, by `state`. Each state works once. */
export class OAuthSessions {
  readonly #byState = new Map<string, OAuthSession>();

  /** A state before its session: the provider's address needs it first. A UUID v1, as Nango's are, with random bits for the rest. */
  newState(): string {
    const time = ((BigInt(Date.now()) + gregorian) * 10_000n).toString(16).padStart(15, '0');
    return `${time.slice(7)}-${time.slice(3, 7)}-1${time.slice(0, 3)}-${randomUUID().slice(19)}`;
  }

  start(state: string, session: Omit<OAuthSession, 'startedAt'>): void {
    this.#byState.set(state, { ...session, startedAt: Date.now() });
  }

  peek(state: string): OAuthSession | undefined {
    return this.#byState.get(state);
  }

  take(state: string): OAuthSession | undefined {
    const session = this.#byState.get(state);
    this.#byState.delete(state);
    return session && Date.now() - session.startedAt < lifetime ? session : undefined;
  }

  clear(): void {
    this.#byState.clear();
  }
}
