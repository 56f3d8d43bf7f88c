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
 * | `denied` | the user says No at the provider | the credentials are refused |
 * | `refused` | as `denied` | the credentials are refused |
 * | `blocked` | the browser opens no popup | connected |
 * | `closed` | the user closes the popup | connected |
 * | `severed` | the popup is out of sight until `finish()` | connected |
 * | `socket-lost` | the socket breaks; connected with `finish()`, which only `confirm` knows | connected |
 * | `expired` | the session token is refused | the session token is refused |
 * | `slow` | connected, with `delay` before each answer | the same |
 * | `offline` | neither Nango nor the page's backend can be reached | the same |
 */
export type Scenario = (typeof scenarios)[number];

/** @throws {TypeError} for a name that JavaScript got wrong: an attempt would never end */
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
  /** As whom it is connected, for `…/status`. */
  readonly name?: string | undefined;
  /** Its credentials are no longer good, for `…/status`. */
  readonly reconnect?: boolean | undefined;
}

/** An authorization that reached Nango. */
export interface FakeAttempt {
  /** What was to be connected. */
  readonly providerConfigKey: string;
  /** `popup`: the provider was opened; `form`: credentials were posted. */
  readonly kind: 'popup' | 'form';
  /** The names of the connection's parameters, such as `subdomain`, with their values. */
  readonly params: Readonly<Record<string, string>>;
  /** The names of what was posted. The values are not kept. */
  readonly fields: readonly string[];
}

/** What `fakeNango` is told. */
export interface FakeNangoOptions {
  /** What happens at first. Default: `success`. */
  readonly scenario?: Scenario | undefined;
  /** As the `host` of the elements. Default: `https://api.nango.dev`. */
  readonly host?: string | undefined;
  /** As the `backend` of the elements, which is played too. Default: `/api/nango`. */
  readonly backend?: string | undefined;
  /**
   * The integrations that there are, each with its provider's template, of which `auth_mode` is enough. Default: `github`
   * (OAUTH2) and `openai` (API_KEY).
   */
  readonly integrations?: Readonly<Record<string, Provider>> | undefined;
  /** What is connected at first. Default: nothing. */
  readonly connections?: readonly FakeConnection[] | undefined;
  /** How long each answer takes in the scenario `slow`, in ms: an attempt waits for up to four. Default: 2000. */
  readonly delay?: number | undefined;
}

/** A Nango server, a page's backend and a provider that are not there. */
export interface FakeNango {
  /** What happens from now on. */
  scenario: Scenario;
  /** What is connected, oldest first. */
  readonly connections: readonly FakeConnection[];
  /** What was tried, oldest first. */
  readonly attempts: readonly FakeAttempt[];
  /**
   * The user finishes at the provider, in a popup that the scenario `severed` or `socket-lost` left open, and comes back.
   *
   * @throws {Error} where there is no such popup
   */
  finish(): void;
  /**
   * Puts `fetch`, `WebSocket` and `window.open` back, and ends what is under way. The elements forget what they loaded.
   * Call it after each test.
   */
  restore(): void;
}
