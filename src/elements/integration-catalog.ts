import { urlOf } from './page-urls.js';
import type { Integration, Session } from '../engine/options.js';
import type { AttributeValues } from './attributes.js';
import type { EngineSource } from './engine-source.js';
import { nameOf, type FormSchema } from './fields.js';
import { loadCatalog, loadSchema } from './session-cache.js';
import type { Catalog, Schema } from './session-cache.js';

/** The longest list of integrations that is loaded before one is chosen. */
const maxPrefetched = 24;

/** What an element knows about the integrations to choose from and the one to connect. */
export class IntegrationCatalog {
  readonly #attributes: AttributeValues;
  readonly #source: EngineSource;
  readonly #onLoad: (session: Session | undefined) => void;
  /** The attributes that the rest was loaded for. */
  #loadedFor = '';
  #pageSchema: FormSchema | undefined;
  /** The integration that the page gives. */
  #fixedId = '';
  #selectedId = '';
  #catalog: Catalog | undefined;
  readonly #schemas = new Map<string, Schema>();

  /**
   * @param attributes the element
   * @param source gives the engine that asks the server
   * @param onLoad called when more is known
   */
  constructor(attributes: AttributeValues, source: EngineSource, onLoad: (session: Session | undefined) => void) {
    this.#attributes = attributes;
    this.#source = source;
    this.#onLoad = onLoad;
  }

  /** Starts over if an attribute that matters has changed. @returns whether one has */
  restart(): boolean {
    const { integrationId = '', sessionToken, publicKey, host, provider, authMode } = this.#attributes;
    const sessionUrl = urlOf(this.#attributes, 'session');
    const token = typeof sessionToken === 'function' ? true : sessionToken;
    // Compared by content: frameworks give new objects at each rendering, and what was typed has to stay.
    const loadedFor = JSON.stringify([integrationId, token, sessionUrl, publicKey, host, provider, authMode]);
    if (loadedFor === this.#loadedFor) return false;
    this.#loadedFor = loadedFor;
    this.#catalog = undefined;
    this.#schemas.clear();
    this.#selectedId = '';
    this.#fixedId = integrationId;
    this.#pageSchema = provider ? { provider } : authMode || !this.#source.hasToken ? { authMode } : undefined;
    return true;
  }

  /** What the page itself gives, so that nothing has to be loaded. */
  get pageSchema(): FormSchema | undefined {
    return this.#pageSchema;
  }

  /** The integration to connect, once that is settled. */
  get id(): string {
    return this.#fixedId || this.#selectedId;
  }

  /** What it needs, once that is known. */
  get schema(): FormSchema | undefined {
    return this.id ? (this.#pageSchema ?? this.#schemas.get(this.id)) : undefined;
  }

  /** Whether the user has a choice, as far as is known. */
  get hasChoice(): boolean {
    return !!this.#catalog && !this.#fixedId && !this.#only;
  }

  /** The integrations to choose from. */
  get integrations(): readonly Integration[] {
    return this.#catalog?.integrations ?? [];
  }

  /** Categories by integration, as soon as all are known. */
  get categories(): ReadonlyMap<string, readonly string[]> {
    const all = this.#schemas.size < this.integrations.length ? [] : this.#schemas;
    return new Map(Array.from(all, ([id, { provider }]) => [id, provider.categories ?? []]));
  }

  get name(): string {
    return nameOf(this.schema ?? {});
  }

  get logo(): string | undefined {
    const { integration, provider } = this.schema ?? {};
    return integration?.logo ?? provider?.logo_url;
  }

  /** Chooses an integration. */
  select(id: string): void {
    this.#selectedId = id;
  }

  /** Forgets what the user chose, to choose again. */
  clearSelection(): void {
    this.#selectedId = this.#only ?? '';
  }

  /** Loads what is not known yet. @throws {AuthError} as the engine */
  async load(): Promise<void> {
    if (!this.id) {
      const loadedFor = this.#loadedFor;
      const catalog = this.#catalog ?? (await loadCatalog(this.#source));
      if (loadedFor !== this.#loadedFor) return;
      this.#catalog = catalog;
      this.clearSelection();
      this.#loaded(catalog.session);
      // Only when all are loaded can they be put into categories.
      if (this.integrations.length <= maxPrefetched)
        for (const { unique_key: id } of this.integrations) this.prefetch(id);
    }
    if (this.id && !this.schema) await this.loadSchema(this.id);
  }

  /** Loads what an integration needs. @throws {AuthError} as the engine */
  async loadSchema(id: string): Promise<void> {
    if (this.#schemas.has(id)) return;
    const loadedFor = this.#loadedFor;
    const schema = await loadSchema(this.#source, id);
    if (loadedFor !== this.#loadedFor) return;
    this.#schemas.set(id, schema);
    this.#loaded(schema.session);
  }

  /** Loads ahead what the user is likely to want, of one integration or of the one to connect. */
  prefetch(id?: string): void {
    // The click reports what fails here.
    (id ? this.loadSchema(id) : this.load()).catch(() => undefined);
  }

  #loaded(session: Session | undefined): void {
    this.#source.sessionPath = session?.websocketsPath;
    this.#onLoad(session);
  }

  /** The single integration of a session that allows one. */
  get #only(): string | undefined {
    const { session, integrations } = this.#catalog ?? {};
    return session?.allowed_integrations?.length === 1 ? integrations?.[0]?.unique_key : undefined;
  }
}
