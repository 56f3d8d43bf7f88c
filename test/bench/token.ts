import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox.js';

const answer = z.object({ data: z.object({ token: z.string() }) });

/** A fresh session token of a sandbox. */
export async function newToken({ url, secretKey }: Sandbox): Promise<string> {
  const response = await fetch(`${url}/connect/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ end_user: { id: 'bench' } }),
  });
  return answer.parse(await response.json()).data.token;
}
