import { forgetAccounts } from '../elements/account/account-store.js';
import { forgetSessions } from '../elements/attempt/session-cache.js';
import { answer, asResponse, refusal, type Answer } from './answer.js';
import { FakePopup } from './fake-popup.js';
import { integrationOf, paramsOf, readCatalog, type Integrations } from './fake-server.js';
import { FakeSocket } from './fake-socket.js';
import { checkScenario, type FakeAttempt, type FakeNango, type FakeNangoOptions } from './options.js';
import { askPageBackend } from './page-backend.js';
import { errorFrame, finishVisit, visitProvider, type ProviderVisit } from './provider-visit.js';
import { replaceFetch, replaceOpen, replaceWebSocket, type FakeRequest } from './replace.js';
import { createStore } from './store.js';

const usual: Integrations = { github: { auth_mode: 'OAUTH2' }, openai: { auth_mode: 'API_KEY' } };

/**
 * Fakes a Nango server, the page's backend and a provider, so that a test needs no server. Requests to `host` and `backend`,
 * sockets to `host` and blank popups never leave the page; everything else works as before. Works in jsdom, happy-dom and
 * browsers. Only the scenario `slow` uses timers.
 *
 * @param options the scenario, the URLs of server and backend, and the integrations; see `FakeNangoOptions`
 * @returns the current scenario, connections and attempts, and `restore()`
 * @throws {TypeError} for an unknown scenario
 * @see docs/guides/testing.md
 */
export function fakeNango(options: FakeNangoOptions = {}): FakeNango {
  const { integrations = usual, delay = 2_000, connections = [] } = options;
  const api = folderOf(options.host ?? 'https://api.nango.dev');
  const own = folderOf(options.backend ?? '/api/nango');
  const store = createStore(connections);
  const attempts: FakeAttempt[] = [];
  const sockets = new Map<string, FakeSocket>();
  const popups = new Set<FakePopup>();
  /** End each what waits where all is slow. */
  const waits = new Set<() => void>();
  let open: ProviderVisit | undefined;
  let scenario = checkScenario(options.scenario ?? 'success');
  let isActive = true;

  const fake: FakeNango = {
    get scenario() {
      return scenario;
    },
    set scenario(next) {
      scenario = checkScenario(next);
    },
    get connections() {
      return store.connections;
    },
    attempts,
    finish() {
      if (!open?.popup.isOpen)
        throw new Error(
          "No popup is open. Only the scenarios 'severed' and 'socket-lost' leave one open, after a click.",
        );
      const visit = open;
      open = undefined;
      finishVisit(visit);
      window.dispatchEvent(new Event('focus'));
    },
    restore() {
      for (const end of waits) end();
      // A socket that replaces a lost one is lost too.
      for (const socket of sockets.values()) socket.drop();
      for (const popup of popups) popup.close();
      isActive = false;
      open = undefined;
      forgetSessions();
      forgetAccounts();
      for (const putBack of replaced.splice(0)) putBack();
    },
  };

  /** Waits where all is slow. */
  async function pause(): Promise<void> {
    if (scenario !== 'slow') return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      waits.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async function answerTo({ url, method, token, body }: FakeRequest): Promise<Answer> {
    await pause();
    if (scenario === 'offline' || !isActive) throw new TypeError('Failed to fetch');
    if (!body) return refusal(400, url.href.startsWith(own) ? 'invalid_body' : 'invalid_json');
    if (url.href.startsWith(own)) return askPageBackend(store, url.href.slice(own.length), body);
    if (scenario === 'expired') return refusal(401, 'unknown_connect_session_token');
    const path = url.href.slice(api.length).replace(/[?#].*/, '');
    const session = store.session(token);
    if (method === 'GET') return readCatalog(integrations, path, session);
    const providerConfigKey = integrationOf(integrations, path);
    if (providerConfigKey === undefined) return refusal(404, 'unknown_provider_config');
    attempts.push({ providerConfigKey, kind: 'form', params: paramsOf(url.searchParams), fields: Object.keys(body) });
    if (scenario === 'denied' || scenario === 'refused')
      return refusal(400, 'connection_test_failed', 'The credentials are wrong.');
    return answer(200, store.connect(providerConfigKey, session));
  }

  /** The popup asks Nango for the way to the provider. */
  async function arrive(popup: FakePopup, { searchParams, pathname }: URL): Promise<void> {
    const providerConfigKey = integrationOf(integrations, pathname);
    const socket = sockets.get(searchParams.get('ws_client_id') ?? '');
    const session = store.session(searchParams.get('connect_session_token'));
    if (providerConfigKey === undefined)
      return socket?.receive(errorFrame('provider_config_err', 'No such integration.'));
    attempts.push({ providerConfigKey, kind: 'popup', params: paramsOf(searchParams), fields: [] });
    await pause();
    const visit = { popup, socket, connect: () => store.connect(providerConfigKey, session) };
    if (isActive && !popup.closed && visitProvider(visit, scenario)) open = visit;
  }

  function openSocket(url: string): FakeSocket {
    const id = `fake-socket-${sockets.size + 1}`;
    const socket = new FakeSocket(url, scenario === 'offline' ? undefined : id);
    sockets.set(id, socket);
    return socket;
  }

  function openPopup(): FakePopup | null {
    if (scenario === 'blocked') return null;
    const popup = new FakePopup((address) => void arrive(popup, address));
    popups.add(popup);
    return popup;
  }

  const isOurs = ({ href }: URL): boolean => isActive && (href.startsWith(own) || href.startsWith(api));
  const replaced = [
    replaceFetch(isOurs, (request) => answerTo(request).then(asResponse)),
    replaceWebSocket((url) => isActive && new URL(url).host === new URL(api).host, openSocket),
    replaceOpen((url) => isActive && url === '', openPopup),
  ];
  return fake;
}

/** A URL that paths can be appended to. */
function folderOf(url: string): string {
  return `${new URL(url, location.href).href.replace(/\/+$/, '')}/`;
}
