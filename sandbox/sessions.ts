import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const sessionLifetime = 30 * 60 * 1000;

const tagName = /^[a-zA-Z][a-zA-Z0-9_\-./]*$/;
const lowerCase = (value: Readonly<Record<string, string>>) =>
  Object.entries(value).map(([name, text]) => [name.toLowerCase(), text] as const);
const tags = z
  .record(z.string().regex(tagName).max(64), z.string().min(1).max(255))
  .refine((value) => Object.keys(value).length <= 10, 'At most 10 tags')
  .refine((value) => new Map(lowerCase(value)).size === Object.keys(value).length, 'Two tags differ in case alone')
  .refine(
    (value) =>
      z
        .email()
        .optional()
        .safeParse(new Map(lowerCase(value)).get('end_user_email')).success,
    {
      error: 'Must be an email address',
      path: ['end_user_email'],
    },
  )
  .transform((value) => Object.fromEntries(lowerCase(value)));

const endUser = z.strictObject({
  id: z.string().min(1).max(255),
  email: z.email().min(5).optional(),
  display_name: z.string().max(255).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
const organization = z.strictObject({ id: z.string().max(255), display_name: z.string().max(255).optional() });

/** Nango does not call itself, nor the addresses at which clouds tell a machine its secrets. */
function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && !/(^|\.)nango\.dev$|^169\.254\./.test(hostname);
}

/** Whom a connection belongs to. */
export const ownerSchema = z.object({
  end_user: endUser.optional(),
  organization: organization.optional(),
  tags: tags.optional(),
});

const common = {
  ...ownerSchema.shape,
  integrations_config_defaults: z
    .record(
      z.string(),
      z.strictObject({
        user_scopes: z.string().optional(),
        authorization_params: z.record(z.string(), z.string()).optional(),
        connection_config: z.looseObject({ oauth_scopes_override: z.string().optional() }).optional(),
      }),
    )
    .optional(),
  overrides: z.record(z.string(), z.strictObject({ docs_connect: z.string().optional() })).optional(),
  webhook_url_override: z
    .union([z.literal(''), z.string().refine(isWebhookUrl, { error: 'Not an address for webhooks', abort: true })])
    .optional(),
};

export const sessionBody = z
  .strictObject({ ...common, allowed_integrations: z.array(z.string()).optional() })
  .check(({ value, issues }) => {
    if (value.end_user ?? value.tags) return;
    const message = 'Either end_user or tags is required';
    issues.push({ code: 'invalid_type', expected: 'object', input: undefined, path: ['end_user'], message });
  });

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

  /** Whether it was not deleted; an expired one still counts. */
  has({ token }: Session): boolean {
    return this.#byToken.has(token);
  }
}

/** An empty list is no restriction. */
export function allows(session: Session | undefined, uniqueKey: string): boolean {
  const allowed = session?.allowed_integrations;
  return !allowed?.length || allowed.includes(uniqueKey);
}
