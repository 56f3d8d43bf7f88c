import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { texts, valuesOf } from '../attempt.js';
import { described } from '../errors.js';
import { choose, fill, fillDeep, lookUp, unfilled, type Values } from '../placeholders.js';
import { askProvider, failureOf } from '../provider-request.js';
import type { TokenStep, Template } from '../templates.js';
import { endpoint } from './endpoint.js';

const fields = z.record(z.string(), z.unknown());

/** Credentials are exchanged for a token, in one request or in several; each has the answers of the earlier ones. */
export const twoStep = endpoint('/auth/two-step/:key', 'TWO_STEP', fields, async (body, attempt) => {
  const { template, integration } = attempt;
  const { assertionOption = {}, ...given } = body;
  const options = { ...valuesOf(attempt, { ...integration.custom, ...given }), assertionOption };
  const assert = () => assertionOf(template, { ...options, random: randomUUID() });
  const assertion = assert();
  const answers: Record<string, unknown> = {};
  let answer: unknown;
  for (const [index, step] of [template, ...(template.additional_steps ?? [])].entries()) {
    const fresh = index > 0 && template.assertion?.singleUse ? assert() : assertion;
    const credentials = { ...integration.custom, ...given, ...fresh };
    answer = await take(step, { ...options, credentials, ...answers }, index + 1);
    answers[`step${index + 1}`] = answer;
  }
  const path = template.token_response?.token ?? 'token';
  if (lookUp(fields.safeParse(answer).data ?? {}, path) === undefined) {
    throw described(400, 'invalid_two_step_credentials', `The answer of the provider has no ${path}`);
  }
});

/** One request. @throws HttpError */
async function take(step: TokenStep, values: Values, number: number): Promise<unknown> {
  const address = typeof step.token_url === 'string' ? step.token_url : undefined;
  if (address === undefined) throw described(400, 'missing_token_url', 'The template has no token_url');
  const response = await send(step, address, values);
  if (response?.ok) return response.json().catch(() => undefined);
  const reason = `The provider ${failureOf(response)} in step ${number}`;
  if (number === 1) throw described(400, 'two_step_credentials_fetch_error', 'The provider gave no token', reason);
  throw described(500, `unhandled_invalid_two_step_credentials_step_${number}`, reason);
}

async function send(step: TokenStep, address: string, values: Values): Promise<Response | undefined> {
  const parameters = fields.parse(fillDeep(step.token_params ?? {}, values));
  const headers = texts(fillDeep({ 'content-type': 'application/json', ...step.token_headers }, values));
  const isForm = step.body_format === 'form' || headers['content-type']?.includes('form-urlencoded');
  const method = step.token_request_method ?? 'POST';
  const body = isForm ? new URLSearchParams(texts(parameters)) : JSON.stringify(parameters);
  return askProvider(fill(choose(address, values), values), { method, headers, ...(method !== 'GET' && { body }) });
}

/**
 * Providers with an assertion get a substitute: the template's fields, filled in, neither signed nor SAML.
 *
 * @throws HttpError when an option that it needs is missing
 */
function assertionOf(template: Template, values: Values): { assertion?: string } {
  if (template.assertion === undefined) return {};
  const text = JSON.stringify(template.assertion);
  const missing = unfilled(text, values);
  if (missing.length > 0)
    throw described(500, 'failed_to_generate_assertion', `The assertion needs ${missing.join(', ')}`);
  const claims = fillDeep({ ...template.assertion, key: undefined }, values);
  return { assertion: Buffer.from(JSON.stringify(claims)).toString('base64') };
}
