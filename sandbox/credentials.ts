import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import {
  connectionIdFor,
  hmacMistake,
  paramsFor,
  refuseConnectionId,
  refuseIfTargetIsGone,
  refuseUnlessAllowed,
  save,
  type Attempt,
} from './attempt.js';
import { applyFault } from './apply-fault.js';
import { byQuery, endUserOf } from './authentication.js';
import { integrationKey } from './config.js';
import type { Environment } from './environment.js';
import { check, described, HttpError, plain } from './errors.js';
import { behaviorOf } from './faults.js';
import { aws } from './modes/aws.js';
import { NoAnswer, type Endpoint } from './modes/endpoint.js';
import { apiKey, basic, none, outbound, tba } from './modes/keys.js';
import { jwt, signature } from './modes/signatures.js';
import { bill, clientCredentials } from './modes/tokens.js';
import { twoStep } from './modes/two-step.js';

const endpoints: readonly Endpoint[] = [
  apiKey,
  basic,
  none,
  outbound,
  tba,
  clientCredentials,
  twoStep,
  bill,
  jwt,
  signature,
  aws,
];

const connectionId = z
  .string()
  .regex(/^[a-zA-Z0-9,.;:=+~[\]|@${}"'\\/_ -]+$/)
  .max(255);
const querySchema = z.object({
  connection_id: connectionId.optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  hmac: z.string().optional(),
});
const keySchema = z.object({ providerConfigKey: integrationKey });

/** The routes that take credentials in a POST. */
export function addCredentialRoutes(app: Express, environment: Environment): void {
  for (const endpoint of endpoints) {
    app.post(endpoint.path, async (request, response) => {
      const uniqueKey = String(request.params.key);
      const report = { integration: uniqueKey, authMode: endpoint.mode, ...endUserOf(environment, request) };
      try {
        const attempt = await connect(environment, endpoint, request, response);
        if (!attempt) return;
        save(environment, attempt);
        const outcome = endpoint === outbound ? 'pending' : 'success';
        environment.activity.add({ ...report, outcome });
        const success = { connectionId: attempt.connectionId, providerConfigKey: uniqueKey };
        const { answerWhenMade } = behaviorOf(attempt.integration);
        if (answerWhenMade) answerWhenMade({ request, response, otherUrl: environment.otherUrl, success });
        else response.json(success);
      } catch (error) {
        if (error instanceof HttpError) {
          environment.activity.add({ ...report, outcome: 'failed', code: error.code, message: error.message });
        }
        if (error instanceof NoAnswer) {
          environment.activity.add({ ...report, outcome: 'failed', code: 'no_answer', message: error.message });
          return;
        }
        throw error;
      }
    });
  }
}

/** Resolves to `undefined` when the answer was a fault's. The order of the checks is Nango's. */
async function connect(
  environment: Environment,
  endpoint: Endpoint,
  request: Request,
  response: Response,
): Promise<Attempt | undefined> {
  const session = byQuery(environment, request, response);
  const uniqueKey = String(request.params.key);
  if (await applyFault(environment, environment.integrations.get(uniqueKey), request, response)) return undefined;
  const test = endpoint.read(request.body);
  const query = check(querySchema, request.query, 'invalid_query_params');
  check(keySchema, { providerConfigKey: uniqueKey }, 'invalid_uri_params');
  refuseConnectionId(session, query.connection_id);
  const connectionId = connectionIdFor(session, query.connection_id);
  // The random id of an attempt without one takes part: such an attempt cannot be signed.
  const mistake = hmacMistake(environment, session, { providerConfigKey: uniqueKey, connectionId, hmac: query.hmac });
  if (mistake) throw described(400, mistake, mistake === 'missing_hmac' ? 'hmac is missing' : 'hmac is wrong');
  // Client credentials are older than the others' shape and status.
  const refuse = (status: number, code: string) =>
    endpoint.mode === 'OAUTH2_CC' ? described(400, code, code.replaceAll('_', ' ')) : plain(status, code);
  const integration = environment.integrations.get(uniqueKey);
  if (!integration) throw refuse(404, 'unknown_provider_config');
  const template = environment.templates.get(integration.provider);
  if (!template) throw plain(404, 'unknown_provider_template');
  if (template.auth_mode !== endpoint.mode) throw refuse(400, 'invalid_auth_mode');
  refuseUnlessAllowed(session, uniqueKey);
  refuseIfTargetIsGone(environment, session, uniqueKey);
  const params = paramsFor({ integration, template, session }, query.params);
  const attempt = { integration, template, connectionId, params, session };
  await test(attempt);
  return attempt;
}
