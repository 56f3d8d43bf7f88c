import { AuthError, Nango, type AuthOptions, type NangoOptions } from '../../../src/engine/nango.js';
import { countLeftovers } from '../../browser-support/leftovers.js';
import { endings, type Ending } from '../endings.js';
import { nextHash, report, settings } from './speed.js';

// Attempts with the same ending, one after another in this page; reports what is left after each of two rounds.

/** How an attempt comes to its end. */
interface Way {
  readonly integration?: string;
  readonly settings?: NangoOptions;
  readonly options?: AuthOptions;
  /** Opens the popup. Default: as the browser does. */
  readonly open?: typeof window.open;
  /** Done once the attempt has begun. */
  readonly act?: (nango: Nango) => void;
}

const query = new URLSearchParams(location.search);
const { open } = window;

const ways: Readonly<Record<Ending, Way>> = {
  'a success in the popup': {},
  'a success by a POST': { integration: 'mock-api-key', options: { credentials: { apiKey: 'k' } } },
  'a refused POST': { integration: 'mock-api-key-verified', options: { credentials: { apiKey: 'wrong' } } },
  'the user declines': { integration: 'mock-oauth2-deny' },
  'the user closes the popup': {
    open: (...given) => {
      const popup = open(...given);
      setTimeout(() => popup?.close());
      return popup;
    },
  },
  'the page cancels': { act: (nango) => setTimeout(() => nango.clear()) },
  'the time is up': { integration: 'mock-oauth2-hang', options: { timeout: 20 } },
  'the browser blocks the popup': { open: () => null },
  // Not at once: popups would open faster than the browser closes them.
  'there is no session token': {
    settings: {
      connectSessionToken: () => new Promise((_, reject) => setTimeout(() => reject(new Error('No token')), 20)),
    },
  },
  // By a POST: Chromium makes each socket that follows a refused one wait for seconds.
  'the server is out of reach': {
    integration: 'mock-api-key',
    settings: { host: query.get('unreachable') ?? '' },
    options: { credentials: { apiKey: 'k' } },
  },
  'the socket is lost': { integration: 'mock-oauth2-cut' },
};

const isEnding = (name: string): name is Ending => name in ways;
const name = query.get('ending') ?? '';
if (!isEnding(name)) throw new Error(`'${name}' is no ending`);
const { integration = 'mock-oauth2', options, act, ...way } = ways[name];
window.open = way.open ?? open;
const nango = new Nango({ ...settings(), ...way.settings });
const left = countLeftovers(() => true);

async function attempt(): Promise<string> {
  try {
    const attempted = nango.auth(integration, options);
    act?.(nango);
    await attempted;
    return 'success';
  } catch (error) {
    return error instanceof AuthError ? error.type : String(error);
  }
}

/** How attempts ended that should have ended otherwise. */
const wrong: Record<string, number> = {};

for (const round of ['first', 'rest']) {
  for (let done = 0; done < Number(query.get(round)); done++) {
    const end = await attempt();
    if (end !== endings[name]) wrong[`ended with ${end}`] = (wrong[`ended with ${end}`] ?? 0) + 1;
    left.count();
  }
  // The engine may try for a second to close the last popup.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  // The bench collects garbage, asks, and then has it go on.
  let asked = nextHash();
  await report({ done: 1 });
  await asked;
  asked = nextHash();
  await report({ ...left.count(), ...wrong });
  await asked;
}
