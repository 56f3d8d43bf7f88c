import { startLifetime } from '../../engine/lifetime.js';
import { onPageReturn } from '../../engine/page-return.js';
import { fetchAccounts, type ConnectedAccount } from '../attempt/page-backend.js';
import { LatestTask } from '../dom/latest-task.js';

/** A page that re-renders may remove all elements and then add new ones. */
const keptMs = 2000;

/** The user's connected accounts, by one endpoint of the page's backend; shared by all elements of the page. */
export class AccountStore {
  readonly #url: string;
  /** By integration; `undefined` for an account that is no longer connected. */
  readonly #accounts = new Map<string, ConnectedAccount | undefined>();
  /** What happened on this page is newer than the backend's answer. */
  readonly #decided = new Set<string>();
  readonly #listeners = new Set<(integrationId?: string) => void>();
  readonly #request = new LatestTask();
  #answer: 'pending' | 'loaded' | 'failed' | 'outdated' | undefined;
  #life = startLifetime();

  /** @param url `status-url` */
  constructor(url: string) {
    this.#url = url;
  }

  /** Asks the backend, unless it has answered. If that fails, nothing is known and no listener is called. */
  load(): void {
    if (this.#answer === 'pending' || this.#answer === 'loaded') return;
    this.#answer = 'pending';
    void this.#request.run(
      () => fetchAccounts(this.#url),
      (accounts) => {
        this.#answer = 'loaded';
        // The first one counts: the backend lists the newest first.
        const rows = new Map(accounts.reverse().map((account) => [account.providerConfigKey, account]));
        for (const id of [...this.#accounts.keys(), ...rows.keys()])
          if (!this.#decided.has(id)) this.#accounts.set(id, rows.get(id));
        this.#notify();
      },
      () => (this.#answer = 'failed'),
    );
  }

  /** Asks again if the backend failed. */
  readonly retry = (): void => {
    if (this.#answer === 'failed') this.load();
  };

  /** The next user may be another one: elements keep what they show until the backend is asked again. */
  expire(): void {
    const isPending = this.#answer === 'pending';
    this.#decided.clear();
    this.#answer &&= 'outdated';
    if (isPending) this.load();
  }

  /** The connected account of an integration. */
  get(integrationId: string): ConnectedAccount | undefined {
    return this.#accounts.get(integrationId);
  }

  /**
   * Whether anything is known of an integration.
   * @param trustsAbsence whether an integration that the backend doesn't list is known not to be connected
   */
  knows(integrationId: string, trustsAbsence: boolean): boolean {
    const isListed = trustsAbsence || this.#accounts.has(integrationId);
    return this.#decided.has(integrationId) || (isListed && this.#answer === 'loaded');
  }

  /** Whether the backend was asked: whatever happens afterwards is newer than its answer. */
  get isAsked(): boolean {
    return !!this.#answer;
  }

  /** Stores what has just happened on this page: a connection was made or ended. */
  set(integrationId: string, account: ConnectedAccount | undefined): void {
    this.#decided.add(integrationId);
    this.#accounts.set(integrationId, account);
    this.#notify(integrationId);
  }

  /** @param listener called when one integration changes, or without an id when all do */
  subscribe(listener: (integrationId?: string) => void): void {
    if (!this.#listeners.size) onPageReturn((this.#life = startLifetime()), this.retry);
    this.#listeners.add(listener);
  }

  /** If no element needs the store for 2 s, it is dropped: later elements may belong to another user. */
  unsubscribe(listener: (integrationId?: string) => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size) return;
    this.#life.end();
    setTimeout(() => {
      if (!this.#listeners.size && stores.get(this.#url) === this) stores.delete(this.#url);
    }, keptMs);
  }

  #notify(integrationId?: string): void {
    for (const listener of this.#listeners) listener(integrationId);
  }
}

const stores = new Map<string, AccountStore>();

/** The store of an endpoint. */
export function accountsAt(url: string): AccountStore {
  const store = stores.get(url) ?? new AccountStore(url);
  stores.set(url, store);
  return store;
}

/** Forgets all stores, for tests. */
export function forgetAccounts(): void {
  stores.clear();
}
