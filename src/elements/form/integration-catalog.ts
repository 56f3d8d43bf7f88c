import { urlOf } from '../attempt/page-urls.js';
import type { Integration, Session } from '../../engine/options.js';
import type { AttributeValues } from '../attributes.js';
import type { EngineSource } from '../attempt/engine-source.js';
import { nameOf, type FormSchema } from './fields.js';
import { loadCatalog, loadSchema } from '../attempt/session-cache.js';
import type { Catalog, Schema } from '../attempt/session-cache.js';

/** The requirements of all integrations are prefetched only if there are no more than these. */
const maxPrefetched = 24;

/** What an element knows about the integrations to choose from and the one to connect. */
export class IntegrationCatalog {
  readonly #attributes: AttributeValues;
  readonly #source: EngineSource;
  readonly #onLoad: (session: Session | undefined) => void;
  /** The attributes that the rest was loaded for. */
  #loadedFor = '';
  #pageSchema: FormSchema | undefined;
  /** The integration set by the page. */
  #fixedId = '';
  #selectedId = '';
  #catalog: Catalog | undefined;
  readonly #schemas = new Map<string, Schema>();

  /**
   * @param attributes the element
   * @param source creates the engine that asks the server
   * @param onLoad called when more has been loaded
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
    // Compared by content: frameworks pass new objects at each rendering, and what was typed must stay.
    const { lastReset } = this.#source;
    const loadedFor = JSON.stringify([
      integrationId,
      token,
      sessionUrl,
      publicKey,
      host,
      provider,
      authMode,
      lastReset,
    ]);
    if (loadedFor === this.#loadedFor) return false;
    this.#loadedFor = loadedFor;
    this.#catalog = undefined;
    this.#source.sessionPath = undefined;
    this.#schemas.clear();
    this.#selectedId = '';
    this.#fixedId = integrationId;
    this.#pageSchema = provider ? { provider } : authMode || !this.#source.hasToken ? { authMode } : undefined;
    return true;
  }

  /** The schema set by the page, so that nothing has to be loaded. */
  get pageSchema(): FormSchema | undefined {
    return this.#pageSchema;
  }

  /** The integration to connect, once it is known. */
  get id(): string {
    return this.#fixedId || this.#selectedId;
  }

  /** Its requirements, once they are loaded. */
  get schema(): FormSchema | undefined {
    return this.id ? (this.#pageSchema ?? this.#schemas.get(this.id)) : undefined;
  }

  /** Whether the user can choose between integrations, as far as is known. */
  get hasChoice(): boolean {
    return !!this.#catalog && !this.#fixedId && !this.#only;
  }

  /** The integrations to choose from. */
  get integrations(): readonly Integration[] {
    return this.#catalog?.integrations ?? [];
  }

  /** Categories by integration, once all are loaded. */
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

  /** Loads what is missing. @throws {AuthError} from the engine */
  async load(): Promise<void> {
    if (!this.id) {
      const loadedFor = this.#loadedFor;
      const catalog = this.#catalog ?? (await loadCatalog(this.#source));
      if (loadedFor !== this.#loadedFor) return;
      this.#catalog = catalog;
      this.clearSelection();
      this.#loaded(catalog.session);
      // Categories are shown only if all integrations are loaded.
      if (this.integrations.length <= maxPrefetched)
        for (const { unique_key: id } of this.integrations) this.prefetch(id);
    }
    if (this.id && !this.schema) await this.loadSchema(this.id);
  }

  /** Loads an integration's requirements. @throws {AuthError} from the engine */
  async loadSchema(id: string): Promise<void> {
    if (this.#schemas.has(id)) return;
    const loadedFor = this.#loadedFor;
    const schema = await loadSchema(this.#source, id);
    if (loadedFor !== this.#loadedFor) return;
    this.#schemas.set(id, schema);
    this.#loaded(schema.session);
  }

  /** Prefetches the requirements of an integration, by default of the one to connect. */
  prefetch(id?: string): void {
    // The click will report an error.
    (id ? this.loadSchema(id) : this.load()).catch(() => undefined);
  }

  #loaded(session: Session | undefined): void {
    this.#source.sessionPath = session?.websocketsPath;
    this.#onLoad(session);
  }

  /** The integration of a session that allows only one. */
  get #only(): string | undefined {
    const { session, integrations } = this.#catalog ?? {};
    return session?.allowed_integrations?.length === 1 ? integrations?.[0]?.unique_key : undefined;
  }
}
