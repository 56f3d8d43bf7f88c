import { randomBytes } from 'node:crypto';
import { z } from 'zod';

export const sessionLifetime = 30 * 60 * 1000;

const tagName = /^[a-zA-Z][a-zA-Z0-9_\-./]*$/;
const tags = z
  .record(z.string().regex(tagName).max(64), z.string().min(1).max(255))
  .refine((value) => Object.keys(value).length <= 10, 'At most 10 tags')
  .transform((value) => Object.fromEntries(Object.entries(value).map(([name, text]) => [name.toLowerCase(), text])));

const endUser = z.strictObject({
  id: z.string().min(1).max(255),
  email: z.email().min(5).optional(),
  display_name: z.string().max(255).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
const organization = z.strictObject({ id: z.string().max(255), display_name: z.string().max(255).optional() });

const common = {
  end_user: endUser.optional(),
  organization: organization.optional(),
  tags: tags.optional(),
  integrations_config_defaults: z
    .record(
      z.string(),
      z.strictObject({
        user_scopes: z.string().optional(),
        authorization_params: z.record(z.string(), z.string()).optional(),
        connection_config: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  overrides: z.record(z.string(), z.strictObject({ docs_connect: z.string().optional() })).optional(),
  webhook_url_override: z.union([z.url(), z.literal('')]).optional(),
};

export const sessionBody = z
  .strictObject({ ...common, allowed_integrations: z.array(z.string()).optional() })
  .refine((body) => body.end_user ?? body.tags, { path: ['end_user'], message: 'Either end_user or tags is required' });

export const reconnectBody = z.strictObject({
  ...common,
  connection_id: z.string().min(1),
  integration_id: z.string().min(1),
});

export type SessionDetails = Omit<z.output<typeof sessionBody>, 'webhook_url_override'>;

export interface Session extends SessionDetails {
  token: string;
  expiresAt: Date;
  /** The connection that a reconnect session overwrites. */
  reconnects?: string;
}

/** The connect sessions. A token may be used any number of times until it expires or is deleted. */
export class Sessions {
  readonly #byToken = new Map<string, Session>();

  create(details: SessionDetails, reconnects?: string): Session {
    const session: Session = {
      ...details,
      ...(reconnects !== undefined && { reconnects }),
      token: `nango_connect_session_${randomBytes(32).toString('hex')}`,
      expiresAt: new Date(Date.now() + sessionLifetime),
    };
    this.#byToken.set(session.token, session);
    return session;
  }

  find(token: string): Session | undefined {
    const session = this.#byToken.get(token);
    return session && session.expiresAt.getTime() > Date.now() ? session : undefined;
  }

  expire(token: string): void {
    const session = this.#byToken.get(token);
    if (session) session.expiresAt = new Date(0);
  }

  delete(token: string): void {
    this.#byToken.delete(token);
  }
}

/** An empty list is no restriction. */
export function allows(session: Session | undefined, uniqueKey: string): boolean {
  const allowed = session?.allowed_integrations;
  return !allowed?.length || allowed.includes(uniqueKey);
}
