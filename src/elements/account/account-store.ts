import { fetchAccounts, type ConnectedAccount } from '../attempt/page-backend.js';

/** A page that re-renders may remove all elements and then add new ones. */
const keptMs = 2000;

/** The user's connected accounts, by one endpoint of the page's backend; shared by all elements of the page. */
export class AccountStore {
  readonly #url: string;
  readonly #accounts = new Map<string, ConnectedAccount>();
  /** What happened on this page is newer than the backend's answer. */
  readonly #decided = new Set<string>();
  readonly #listeners = new Set<(integrationId?: string) => void>();
  #loading: Promise<void> | undefined;
  #isLoaded = false;

  /** @param url `status-url` */
  constructor(url: string) {
    this.#url = url;
  }

  /** Asks the backend, once per page. If that fails, nothing is known and no listener is called. */
  load(): Promise<void> {
    return (this.#loading ??= fetchAccounts(this.#url).then(
      (accounts) => {
        this.#isLoaded = true;
        // The first one counts: the backend lists the newest first.
        for (const account of [...accounts].reverse())
          if (!this.#decided.has(account.providerConfigKey)) this.#accounts.set(account.providerConfigKey, account);
        this.#notify();
      },
      () => undefined,
    ));
  }

  /** The connected account of an integration. */
  get(integrationId: string): ConnectedAccount | undefined {
    return this.#accounts.get(integrationId);
  }

  /** Whether anything is known of an integration. */
  knows(integrationId: string): boolean {
    return this.#decided.has(integrationId) || this.#accounts.has(integrationId);
  }

  /** Whether the backend was asked: whatever happens afterwards is newer than its answer. */
  get isAsked(): boolean {
    return !!this.#loading;
  }

  /** Whether it has answered. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Stores what has just happened on this page: a connection was made or ended. */
  set(integrationId: string, account: ConnectedAccount | undefined): void {
    this.#decided.add(integrationId);
    if (account) this.#accounts.set(integrationId, account);
    else this.#accounts.delete(integrationId);
    this.#notify(integrationId);
  }

  /** @param listener called when one integration changes, or without an id when all do */
  subscribe(listener: (integrationId?: string) => void): void {
    this.#listeners.add(listener);
  }

  /** If no element needs the store for 2 s, it is dropped: later elements may belong to another user. */
  unsubscribe(listener: (integrationId?: string) => void): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size) return;
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
