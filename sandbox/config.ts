import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { faultSchema } from './faults.js';

export const integrationKey = z
  .string()
  .regex(/^[a-zA-Z0-9~:.@ _-]+$/)
  .max(255);

export const integrationSchema = z.strictObject({
  unique_key: integrationKey,
  provider: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  display_name: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  scopes: z.string().optional(),
  /** Where the app or the plugin is installed: modes APP, CUSTOM and INSTALL_PLUGIN. */
  app_link: z.url().optional(),
  /** PEM with which the app signs: modes APP and CUSTOM. */
  private_key: z.string().optional(),
  /** The owner's values for the template's `integration_config`. */
  custom: z.record(z.string(), z.string()).optional(),
  credentials_label: z.record(z.string(), z.string()).optional(),
  forward_webhooks: z.boolean().optional(),
  fault: faultSchema.optional(),
  /** How long faults with a delay wait, in ms. */
  fault_delay: z.int().min(0).optional(),
});
export type IntegrationConfig = z.input<typeof integrationSchema>;

const port = z.int().min(0).max(65535);

/** In the form of a browser's `Host` header; anything else would never match. */
const host = z
  .string()
  .toLowerCase()
  .refine((text) => URL.canParse(`http://${text}`) && new URL(`http://${text}`).host === text, {
    error: 'Must be a name, with its port if it is not 80, such as nango.example.com or localhost:9000',
  });

export const configSchema = z.strictObject({
  port: port.optional(),
  publicKey: z.uuidv4().optional(),
  secretKey: z.uuidv4().optional(),
  /** Other host names of this server, with a port unless it is 80, such as those of a tunnel or a forwarded port. */
  hosts: z.array(host).optional(),
  callbackUrl: z.url({ protocol: /^https?$/ }).optional(),
  hmac: z.strictObject({ enabled: z.boolean(), key: z.string().min(1) }).optional(),
  integrations: z.array(integrationSchema).optional(),
  /** Fields of templates: a new template is checked when it is complete, by the environment. */
  providers: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  /** Requests per minute, counted separately for the secret key and for everything else. */
  rateLimit: z.int().min(1).optional(),
  /** Refuses a public key, as Nango does for accounts created after its deprecation. */
  publicKeyDeprecated: z.boolean().optional(),
  /** Lets sessions override `docs_connect`, as on some plans of Nango Cloud. */
  docsOverrides: z.boolean().optional(),
  /** The brand colors set in the dashboard. */
  brand: z.strictObject({ light: z.string(), dark: z.string() }).optional(),
  /** Port of the OAuth provider beside the sandbox, on 127.0.0.1. */
  providerPort: port.optional(),
});
export type SandboxConfig = z.input<typeof configSchema>;

/** A configuration that cannot be used; the message names the key and the mistake. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError */
export function parseConfig(value: unknown): SandboxConfig {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => `${nameOf(path)}: ${message}`);
  throw new ConfigError(mistakes.join('\n'));
}

/** @throws ConfigError when the file is missing, is not JSON, or has a mistake */
export function readConfig(file: string): SandboxConfig {
  let text: string;
  try {
    // Some editors begin a file with a byte order mark.
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new ConfigError(`cannot be read (${codeOf(cause)})`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return parseConfig(value);
}

/** `integrations[0].provider`, as one would write it in code. */
function nameOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return parts.join('').replace(/^\./, '') || '(top level)';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
