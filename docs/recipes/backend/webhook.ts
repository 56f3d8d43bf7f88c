import { verifyWebhook } from 'nango-elements/backend';

/** Mount it at the URL that Nango sends webhooks to, such as /webhooks/nango. */
export async function receive(request: Request): Promise<Response> {
  const hook = await verifyWebhook(request, process.env.NANGO_WEBHOOK_KEY ?? '');
  if (!hook) return new Response(null, { status: 401 });
  if (hook.type === 'auth' && hook.success === true) {
    console.log(`${String(hook.providerConfigKey)}: new connection ${String(hook.connectionId)}`);
  }
  return new Response(null, { status: 204 });
}
