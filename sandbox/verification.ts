import { choose, fill, fillDeep, type Values } from './placeholders.js';
import type { Template } from './templates.js';

const patience = 10_000;

/**
 * Tries credentials with the requests that the template's `proxy.verification` describes; one success is enough.
 * Resolves to the reason when they are refused, to `undefined` when they work or nothing can be tried.
 */
export async function refusal(
  template: Template,
  values: Values,
  extra: Record<string, string> = {},
): Promise<string | undefined> {
  const verification = template.proxy?.verification;
  const base = verification?.base_url_override ?? template.proxy?.base_url;
  if (!verification?.endpoints?.length || base === undefined) return undefined;
  let reason: string | undefined;
  for (const endpoint of verification.endpoints) {
    reason = await attempt(
      () =>
        new Request(addressOf(base, endpoint, values), {
          method: verification.method ?? 'GET',
          headers: headersFor(template, values, extra),
          ...(verification.data !== undefined && { body: JSON.stringify(fillDeep(verification.data, values)) }),
          signal: AbortSignal.timeout(patience),
        }),
    );
    if (reason === undefined) return undefined;
  }
  return reason;
}

function addressOf(base: string, endpoint: string, values: Values): string {
  return `${fill(choose(base, values), values).replace(/\/$/, '')}/${fill(endpoint, values).replace(/^\//, '')}`;
}

/** Making the request can fail too: not every text is a header. */
async function attempt(request: () => Request): Promise<string | undefined> {
  try {
    const response = await fetch(request());
    await response.arrayBuffer();
    return response.ok ? undefined : `The provider answered ${response.status}`;
  } catch {
    return 'The provider could not be reached';
  }
}

function headersFor(template: Template, values: Values, extra: Record<string, string>): Headers {
  const headers = new Headers(extra);
  if (template.auth_mode === 'BASIC')
    headers.set('authorization', fill('Basic ${base64(${username}:${password})}', values));
  const described = { ...template.proxy?.headers, ...template.proxy?.verification?.headers };
  for (const [name, value] of Object.entries(described)) headers.set(name, fill(value, values));
  return headers;
}
