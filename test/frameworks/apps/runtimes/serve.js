import { connectBackend } from 'nango-elements/backend';

const { NANGO_HOST: host, NANGO_SECRET_KEY: secretKey } = process.env;
const user = ({ headers }) => {
  const [, id] = /^session=(\w+)$/.exec(headers.get('cookie') ?? '') ?? [];
  return id && { id };
};
const nango = connectBackend({ secretKey, host, user });

const place = { port: 0, hostname: '127.0.0.1' };
const listening = ({ port }) => console.log(`On port ${port}.`);
if ('Deno' in globalThis) Deno.serve({ ...place, onListen: listening }, nango);
else listening(Bun.serve({ ...place, fetch: nango }));
