import express, { Router, type ErrorRequestHandler } from 'express';
import { z } from 'zod';

/** Where Nango is, and the key that only a backend may know. */
export interface NangoServer {
  readonly url: string;
  readonly secretKey: string;
}

/** Whoever is signed in: a real backend reads this from its own session. The gallery has a user of its own. */
const ada = { id: 'ada', email: 'ada@example.com', display_name: 'Ada Example' };
const visitor = { id: 'visitor', display_name: 'A visitor of the gallery' };
const organization = { id: 'almanac', display_name: 'Almanac' };

const key = z.string().min(1);
const wanted = z.object({ integrationId: key.nullish() });
const attempt = z.object({ providerConfigKey: key, startedAt: z.number() });
const named = z.object({ connectionId: key, providerConfigKey: key });
const fault = z.object({ integrationId: key, fault: key.nullable() });

const token = z.object({ data: z.object({ token: z.string() }) });
const activity = z.object({ data: z.array(z.unknown()) });
const connections = z.object({
  connections: z.array(
    z.object({
      connection_id: z.string(),
      provider_config_key: z.string(),
      created: z.string(),
      end_user: z.object({ id: z.string() }).nullable(),
    }),
  ),
});

/** Nango refused what the backend asked. */
class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * All that a page with the elements needs of its backend: who may connect what, and what is connected. The secret
 * key stays here. Only JSON is read, which a page of another site can't send.
 */
export function backend(nango: NangoServer): Router {
  const router = Router();
  router.use(express.json());

  // session-url. With ?reconnect=ID the session is for that connection.
  router.post('/nango-session', async (request, response) => {
    const { integrationId } = wanted.parse(request.body);
    const { reconnect, gallery } = request.query;
    const who = { end_user: gallery === undefined ? ada : visitor, organization };
    const answer =
      typeof reconnect === 'string'
        ? await ask('POST', '/connect/sessions/reconnect', {
            ...who,
            connection_id: reconnect,
            integration_id: integrationId,
          })
        : await ask('POST', '/connect/sessions', {
            ...who,
            ...(integrationId && { allowed_integrations: [integrationId] }),
          });
    response.json({ token: token.parse(answer).data.token });
  });

  // confirm-url. The newest one comes first.
  router.post('/nango-confirm', async (request, response) => {
    const { providerConfigKey, startedAt } = attempt.parse(request.body);
    const made = (await owned()).find(
      (one) => one.provider_config_key === providerConfigKey && Date.parse(one.created) >= startedAt,
    );
    response.json(made ? { providerConfigKey, connectionId: made.connection_id } : { connected: false });
  });

  router.get('/connections', async (_request, response) => {
    response.json(await owned());
  });

  router.post('/disconnect', async (request, response) => {
    const { connectionId, providerConfigKey } = named.parse(request.body);
    const query = new URLSearchParams({ provider_config_key: providerConfigKey });
    await ask('DELETE', `/connections/${encodeURIComponent(connectionId)}?${query}`);
    response.status(204).end();
  });

  // The others are for the playground and the gallery alone.
  router.get('/activity', async (_request, response) => {
    response.json(activity.parse(await ask('GET', '/activity')).data);
  });

  router.post('/fault', async (request, response) => {
    const { integrationId, ...change } = fault.parse(request.body);
    await ask('PATCH', `/integrations/${encodeURIComponent(integrationId)}`, change);
    response.status(204).end();
  });

  // A Nango server that never says anything.
  router.all('/silent/*path', () => undefined);

  // One in which nothing is configured.
  router.get('/empty/connect/session', (_request, response) => void response.json({ data: {} }));
  router.get('/empty/integrations', (_request, response) => void response.json({ data: [] }));

  router.use(answerErrors);
  return router;

  async function owned() {
    const all = connections.parse(await ask('GET', '/connections')).connections;
    return all.filter((one) => one.end_user?.id === ada.id);
  }

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(nango.url + path, {
      method,
      headers: { authorization: `Bearer ${nango.secretKey}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Refused(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (error instanceof z.ZodError) response.status(400).json({ error: z.prettifyError(error) });
  else response.status(502).json({ error: error instanceof Error ? error.message : String(error) });
};
