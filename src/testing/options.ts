import type { Provider } from '../engine/options.js';

const scenarios = [
  'success',
  'denied',
  'refused',
  'blocked',
  'closed',
  'severed',
  'socket-lost',
  'expired',
  'slow',
  'offline',
] as const;

/**
 * What happens to a user who connects an account.
 *
 * | scenario | in a popup | with a form |
 * | --- | --- | --- |
 * | `success` | connected | connected |
 * | `denied` | the user declines at the provider | the credentials are refused |
 * | `refused` | as `denied` | the credentials are refused |
 * | `blocked` | the browser blocks the popup | connected |
 * | `closed` | the user closes the popup | connected |
 * | `severed` | the popup is severed from the page; connected with `finish()` | connected |
 * | `socket-lost` | the socket breaks; connected with `finish()`, which only `confirm` reports | connected |
 * | `expired` | the session token is refused | the session token is refused |
 * | `slow` | connected, with `delay` before each answer | the same |
 * | `offline` | neither Nango nor the page's backend can be reached | the same |
 */
export type Scenario = (typeof scenarios)[number];

/** @throws {TypeError} for an unknown name, with which an attempt would never end */
export function checkScenario(scenario: Scenario): Scenario {
  if (scenarios.includes(scenario)) return scenario;
  throw new TypeError(`There is no scenario '${String(scenario)}'. Use one of these: ${scenarios.join(', ')}.`);
}

/** One of the user's connections. */
export interface FakeConnection {
  /** The integration: its unique key. */
  readonly providerConfigKey: string;
  /** The connection's id. */
  readonly connectionId: string;
  /** The account's name, for `…/status`. */
  readonly name?: string | undefined;
  /** Whether its credentials no longer work, for `…/status`. */
  readonly reconnect?: boolean | undefined;
}

/** An attempt that reached Nango. */
export interface FakeAttempt {
  /** The integration to connect. */
  readonly providerConfigKey: string;
  /** `popup`: the popup reached Nango; `form`: credentials were posted. */
  readonly kind: 'popup' | 'form';
  /** The names of the connection's parameters, such as `subdomain`, with their values. */
  readonly params: Readonly<Record<string, string>>;
  /** The names of the posted fields. Their values are not kept. */
  readonly fields: readonly string[];
}

/** The options of `fakeNango()`. */
export interface FakeNangoOptions {
  /** The initial scenario. Default: `success`. */
  readonly scenario?: Scenario | undefined;
  /** The `host` of the elements. Default: `https://api.nango.dev`. */
  readonly host?: string | undefined;
  /** The `backend` of the elements, which is faked too. Default: `/api/nango`. */
  readonly backend?: string | undefined;
  /**
   * The integrations, each with its provider's template; `auth_mode` is enough. Default: `github`
   * (OAUTH2) and `openai` (API_KEY).
   */
  readonly integrations?: Readonly<Record<string, Provider>> | undefined;
  /** What is connected at first. Default: nothing. */
  readonly connections?: readonly FakeConnection[] | undefined;
  /** How long each answer takes in the scenario `slow`, in ms: an attempt waits for up to four. Default: 2000. */
  readonly delay?: number | undefined;
}

/** A fake Nango server with a backend and a provider. */
export interface FakeNango {
  /** The scenario. Can be changed at any time. */
  scenario: Scenario;
  /** What is connected, oldest first. */
  readonly connections: readonly FakeConnection[];
  /** The attempts that reached Nango, oldest first. */
  readonly attempts: readonly FakeAttempt[];
  /**
   * The user finishes at the provider, in a popup that the scenario `severed` or `socket-lost` left open, and comes back.
   *
   * @throws {Error} if there is no such popup
   */
  finish(): void;
  /**
   * Restores `fetch`, `WebSocket` and `window.open`, and ends pending attempts. The elements forget what they have loaded.
   * Call it after each test.
   */
  restore(): void;
}
