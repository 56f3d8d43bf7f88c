import { choose, fill, fillDeep, type Values } from './placeholders.js';
import { askProvider, failureOf } from './provider-request.js';
import type { Template } from './templates.js';

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
    const request = requestFor(template, base, endpoint, values, extra);
    const response = request && (await askProvider(request));
    await response?.body?.cancel();
    if (response?.ok) return undefined;
    reason = `The provider ${failureOf(response)}`;
  }
  return reason;
}

/** There is none when a value does not fit: not every text can be a header or a part of an address. */
function requestFor(
  template: Template,
  base: string,
  endpoint: string,
  values: Values,
  extra: Record<string, string>,
): Request | undefined {
  const { method = 'GET', data, headers } = template.proxy?.verification ?? {};
  const basic = template.auth_mode === 'BASIC' && { authorization: 'Basic ${base64(${username}:${password})}' };
  try {
    const address = `${fill(choose(base, values), values).replace(/\/$/, '')}/${fill(endpoint, values).replace(/^\//, '')}`;
    const request = new Request(address, {
      method,
      headers: extra,
      ...(data !== undefined && { body: JSON.stringify(fillDeep(data, values)) }),
    });
    for (const [name, value] of Object.entries({ ...basic, ...template.proxy?.headers, ...headers })) {
      request.headers.set(name, fill(value, values));
    }
    return request;
  } catch {
    return undefined;
  }
}
