import { startAttempt } from './attempt.js';
import type { Attempt } from './attempt.js';
import { asAuthError, AuthError } from './errors.js';
import type { AuthOptions, AuthResult, Integration, NangoOptions, Provider, Session } from './options.js';
import { callHost } from './host-call.js';
import { flag } from './option-readers.js';
import { readNangoOptions, readOrder, readPopupSize } from './order.js';
import type { Order } from './order.js';
import { runPopupFlow } from './popup-flow.js';
import { openPopup } from './popup-window.js';
import type { PopupWindow } from './popup-window.js';
import { choosePost } from './route.js';
import { serverAt } from './server.js';
import type { Server } from './server.js';
import { encodeId, isInsecure } from './url.js';
import { isIntegrations, isProvider, isSession } from './answers.js';

export { AuthError } from './errors.js';
export type * from './errors.js';
export type * from './options.js';

interface Internals {
  readonly options: NangoOptions;
  readonly server: Server;
  /** Each with its popup and the URL that it was opened for. */
  readonly pending: Map<Attempt, { popup: PopupWindow; address: string } | undefined>;
}

/** Connects accounts: with a popup for the provider's login, or by posting what the user entered. */
export class Nango {
  /**
   * A function instead of `#private` fields: frameworks wrap their data in a Proxy, which can't access private fields and
   * wraps objects, but not what a function returns.
   */
  private readonly internals: () => Internals;

  /**
   * @param options the server, and the session token or public key; see `NangoOptions`
   * @throws {AuthError} `invalid_host_url`, or `unknown_error` for an option that can't be read; all other errors are
   * reported by the methods
   * @see docs/protocol.md §2.1 and §3.1
   */
  constructor(options: NangoOptions = {}) {
    const own = readNangoOptions(options);
    const internals: Internals = { options: own, server: serverAt(own), pending: new Map() };
    this.internals = () => internals;
  }

  /**
   * Makes a connection. Without credentials it opens a popup, so call it in a click handler, before any `await`.
   * @param integrationId the integration's unique key in Nango
   * @param connectionId the id that the connection will have; with a public key only
   * @param options see `AuthOptions`
   * @returns a promise that settles exactly once and rejects with an `AuthError`; the method itself never throws
   * @see docs/engine.md
   */
  auth(integrationId: string, options?: AuthOptions): Promise<AuthResult>;
  auth(integrationId: string, connectionId?: string, options?: AuthOptions): Promise<AuthResult>;
  auth(integrationId: string, second?: string | AuthOptions, third?: AuthOptions): Promise<AuthResult> {
    return rejecting(() => startOrder(this.internals(), readOrder(integrationId, [second, third])));
  }

  /** Makes a connection that needs no credentials. Parameters and result as in `auth()`. */
  create(integrationId: string, options?: AuthOptions): Promise<AuthResult>;
  create(integrationId: string, connectionId?: string, options?: AuthOptions): Promise<AuthResult>;
  create(integrationId: string, second?: string | AuthOptions, third?: AuthOptions): Promise<AuthResult> {
    return rejecting(() =>
      startOrder(this.internals(), { ...readOrder(integrationId, [second, third]), authMode: 'NONE' }),
    );
  }

  /** Renews the connection that the session token was created for. Parameters and result as in `auth()`. */
  reconnect(integrationId: string, options?: AuthOptions): Promise<AuthResult> {
    return rejecting(() => startOrder(this.internals(), { ...readOrder(integrationId, [options]), renews: true }));
  }

  /** Ends every pending attempt; each rejects with `authorization_cancelled`. */
  clear(): void {
    callHost(() => {
      const { pending, server } = this.internals();
      // A copy: the page may start the next attempt as one ends.
      for (const { cancel } of [...pending.keys()]) cancel();
      server.clear();
    });
  }

  /** Opens the socket and fetches the token before a likely click. If unused, the socket closes after 10 s. */
  prepare(): void {
    try {
      this.internals().server.prepare();
    } catch {
      // The attempt will report that the page may not open a socket.
    }
  }

  /** Brings the latest popup to the front. */
  focus(): void {
    callHost(() => [...this.internals().pending.values()].findLast(Boolean)?.popup.window.focus());
  }

  /** Fetches what the session token allows and presets. Rejects with an `AuthError`. @see docs/protocol.md §6.3 */
  session(): Promise<Session> {
    return rejecting(() => this.internals().server.readWithToken('connect/session', isSession));
  }

  /** Fetches the integrations that the session allows. Rejects with an `AuthError`. @see docs/protocol.md §6.4 */
  integrations(): Promise<Integration[]> {
    return rejecting(() => this.internals().server.readWithToken('integrations', isIntegrations));
  }

  /**
   * Fetches a provider's template. Rejects with an `AuthError`.
   * @param name the integration's `provider`
   * @see docs/protocol.md §6.4
   */
  provider(name: string): Promise<Provider> {
    return rejecting(() =>
      this.internals().server.readWithToken(`providers/${encodeId('provider', name)}`, isProvider),
    );
  }
}

/** Runs `act` immediately. Every failure rejects, and is an `AuthError`: also that of a method without its object. */
async function rejecting<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw asAuthError('unknown_error', thrown);
  }
}

/** Synchronous up to the popup, which must open before the user's gesture expires. */
function startOrder({ options, server, pending }: Internals, order: Order): Promise<AuthResult> {
  if (!server.tokens.exists) {
    if (order.renews) throw new AuthError('missing_connect_session_token');
    if (!options.publicKey) throw new AuthError('missing_auth_token');
  }
  const post = choosePost(order);
  const address = server.check(order, post);
  const { width, height } = readPopupSize(options);
  const blank = post ? undefined : findBlank(pending, address, order);
  if (blank) return blank.join(order);
  const attempt = startAttempt(order, flag('debug', options.debug));
  const { life, promise, settle, reject } = attempt;
  if (life.signal.aborted) return promise;
  pending.set(attempt, undefined);
  life.onEnd(() => pending.delete(attempt));
  try {
    if (isInsecure(server.api)) callHost(() => console.warn(`[nango] Not encrypted, use https: ${server.api}`));
    if (post) server.post(post, attempt).then(settle, reject);
    else {
      const popup = openPopup(width, height, life);
      // A patched `window.open` may have ended the attempt.
      if (life.signal.aborted) return promise;
      pending.set(attempt, { popup, address });
      runPopupFlow(attempt, popup, server);
    }
  } catch (thrown) {
    reject(thrown);
  }
  return promise;
}

/** A pending attempt for the same URL whose popup is still blank: a second click joins it. */
function findBlank(pending: Internals['pending'], address: string, { renews }: Order): Attempt | undefined {
  for (const [attempt, opened] of pending) {
    const isSame = opened?.address === address && attempt.order.renews === renews;
    if (!isSame || opened.popup.navigations || opened.popup.closed) continue;
    callHost(() => opened.popup.window.focus());
    return attempt;
  }
  return undefined;
}

export default Nango;
