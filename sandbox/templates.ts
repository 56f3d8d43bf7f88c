import { getProviders } from '@nangohq/providers';
import { z } from 'zod';

export const authModes = [
  'OAUTH1',
  'OAUTH2',
  'OAUTH2_CC',
  'BASIC',
  'API_KEY',
  'CUSTOM',
  'APP',
  'NONE',
  'TBA',
  'JWT',
  'BILL',
  'TWO_STEP',
  'SIGNATURE',
  'MCP_OAUTH2',
  'MCP_OAUTH2_GENERIC',
  'INSTALL_PLUGIN',
  'AWS_SIGV4',
] as const;
export type AuthMode = (typeof authModes)[number];

const anything = z.record(z.string(), z.unknown());

const tokenStep = z.looseObject({
  token_url: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  token_params: anything.optional(),
  token_headers: z.record(z.string(), z.string()).optional(),
  token_request_method: z.string().optional(),
  body_format: z.string().optional(),
});
/** One request for a token. */
export type TokenStep = z.output<typeof tokenStep>;

/** What the sandbox reads of a provider's template; all other fields pass through untouched. */
export const templateSchema = z.looseObject({
  auth_mode: z.enum(authModes),
  display_name: z.string().optional(),
  authorization_url: z.string().optional(),
  authorization_params: anything.optional(),
  authorization_code_param_in_callback: z.string().optional(),
  ...tokenStep.shape,
  additional_steps: z.array(tokenStep).optional(),
  token_response: z.looseObject({ token: z.string() }).optional(),
  token_request_auth_method: z.string().optional(),
  scope_separator: z.string().optional(),
  disable_pkce: z.boolean().optional(),
  registration_url: z.string().optional(),
  client_registration: z.string().optional(),
  request_url: z.string().optional(),
  request_params: z.record(z.string(), z.string()).optional(),
  signature_method: z.string().optional(),
  signature: z.looseObject({ protocol: z.string(), hmac_secret_encoding: z.string().optional() }).optional(),
  /** `singleUse`: the provider takes each assertion once. */
  assertion: z.looseObject({ singleUse: z.boolean().optional() }).optional(),
  installation: z.string().optional(),
  auth_type: z.string().optional(),
  token: z
    .looseObject({
      signing_key: z.string().optional(),
      expires_in_ms: z.number().optional(),
      header: anything.optional(),
      payload: anything.optional(),
    })
    .optional(),
  webhook_routing_script: z.string().optional(),
  redirect_uri_metadata: z.array(z.string()).optional(),
  integration_config: anything.optional(),
  connection_config: anything.optional(),
  mcp_server_url: z.string().optional(),
  proxy: z
    .looseObject({
      base_url: z.string().optional(),
      headers: z.record(z.string(), z.string()).optional(),
      verification: z
        .looseObject({
          method: z.string().optional(),
          endpoints: z.array(z.string()).optional(),
          headers: z.record(z.string(), z.string()).optional(),
          base_url_override: z.string().optional(),
          data: z.unknown().optional(),
        })
        .optional(),
    })
    .optional(),
});
export type Template = z.output<typeof templateSchema>;
export type TemplateOverride = Readonly<Record<string, unknown>>;

/** The provider templates of `@nangohq/providers`, with fields replaced and templates added by the configuration. */
export class Templates {
  readonly #overrides: Readonly<Record<string, TemplateOverride>>;
  readonly #adapt: (template: Template) => TemplateOverride;
  /** By language and name: reading all of them takes most of a second. */
  readonly #read = new Map<string, Template>();

  /** @param adapt what replaces fields of every template of the package, before the overrides do */
  constructor(
    overrides: Readonly<Record<string, TemplateOverride>>,
    adapt: (template: Template) => TemplateOverride = () => ({}),
  ) {
    this.#overrides = overrides;
    this.#adapt = adapt;
  }

  /** @throws ZodError when an added template says too little, e.g. has no `auth_mode` */
  get(name: string, language = ''): Template | undefined {
    const key = `${language} ${name}`;
    const template = this.#read.get(key) ?? this.#parse(name, language);
    if (template) this.#read.set(key, template);
    return template;
  }

  #parse(name: string, language: string): Template | undefined {
    const templates = getProviders(language) ?? {};
    const base = Object.hasOwn(templates, name) ? templates[name] : undefined;
    const override = Object.hasOwn(this.#overrides, name) ? this.#overrides[name] : undefined;
    if (!base && !override) return undefined;
    const adapted = base && this.#adapt(templateSchema.parse(base));
    return templateSchema.parse({ ...base, ...adapted, ...override });
  }

  names(): string[] {
    return [...new Set([...Object.keys(getProviders() ?? {}), ...Object.keys(this.#overrides)])].sort();
  }
}
