// WordPress over HTTP, at the port that the environment names.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { PHPRequestHandler } from '@php-wasm/universal';
import { startPhp } from './php.mjs';

const { HOST, PORT } = process.env;
const absoluteUrl = `http://${HOST}:${PORT}`;
const handler = new PHPRequestHandler({ php: await startPhp(), documentRoot: '/site/wordpress', absoluteUrl });

createServer(async (request, response) => {
  const { method, url, headers } = request;
  const answer = await handler.request({ method, url, headers, body: new Uint8Array(await buffer(request)) });
  response.writeHead(answer.httpStatusCode, answer.headers).end(answer.bytes);
}).listen(Number(PORT), HOST);
