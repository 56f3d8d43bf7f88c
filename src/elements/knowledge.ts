import type { Integration, Session } from '../engine/options.js';
import type { FormSchema } from './fields.js';
import type { Catalog, Schema } from './lookup.js';

/** How to ask the server, and to tell that more is known. */
interface Source {
  catalog(): Promise<Catalog>;
  schema(integrationId: string): Promise<Schema>;
  learnt(session: Session | undefined): void;
}

const few = 24;

/** What one element knows of what there is to connect, and of what the one to connect needs. */
export class Knowledge {
  /** What the page itself says, so that nothing has to be asked. */
  said: FormSchema | undefined;
  /** The integration that the page gives. */
  given = '';
  /** The integration that the user chose. */
  chosen = '';
  #catalog: Catalog | undefined;
  readonly #schemas = new Map<string, Schema>();
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  get id(): string {
    return this.given || this.chosen;
  }

  get schema(): FormSchema | undefined {
    return this.id ? (this.said ?? this.#schemas.get(this.id)) : undefined;
  }

  /** What to choose from, where there is a choice. */
  get choice(): Catalog | undefined {
    return this.given || this.#only ? undefined : this.#catalog;
  }

  get name(): string {
    const { integration, provider } = this.schema ?? {};
    return integration?.display_name ?? provider?.display_name ?? '';
  }

  get logo(): string | undefined {
    const { integration, provider } = this.schema ?? {};
    return integration?.logo ?? provider?.logo_url;
  }

  /** The single integration of a session that allows one. */
  get #only(): string | undefined {
    const { session, integrations } = this.#catalog ?? {};
    return session?.allowed_integrations?.length === 1 ? integrations?.[0]?.unique_key : undefined;
  }

  forget(): void {
    this.#catalog = undefined;
    this.chosen = '';
    this.#schemas.clear();
  }

  /** Asks for what is not known yet. @throws {AuthError} as the engine */
  async learn(): Promise<void> {
    if (!this.id) {
      this.#catalog ??= await this.#source.catalog();
      this.chosen = this.#only ?? '';
      this.#source.learnt(this.#catalog.session);
      // Few can be known before one is chosen, and be put into categories.
      if (this.integrations.length <= few)
        for (const { unique_key: id } of this.integrations) this.look(id).catch(() => undefined);
    }
    if (this.id && !this.schema) await this.look(this.id);
  }

  /** Asks what an integration needs. @throws {AuthError} as the engine */
  async look(id: string): Promise<void> {
    if (this.#schemas.has(id)) return;
    const schema = await this.#source.schema(id);
    this.#schemas.set(id, schema);
    this.#source.learnt(schema.session);
  }

  /** Forgets what the user chose, to choose again. */
  again(): void {
    this.chosen = this.#only ?? '';
  }

  /** Categories by integration, as soon as all are known. */
  get categories(): ReadonlyMap<string, readonly string[]> {
    const all = this.#schemas.size < this.integrations.length ? [] : this.#schemas;
    return new Map(Array.from(all, ([id, { provider }]) => [id, provider.categories ?? []]));
  }

  /** The integrations to choose from. */
  get integrations(): readonly Integration[] {
    return this.#catalog?.integrations ?? [];
  }
}
