import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TestRunnerConfig, TestRunnerPlugin } from '@web/test-runner';
import { isInside } from '../../../demo/inside.js';
import { listen } from '../../../sandbox/listen.js';
import { isForeignWrite, isForUs, isFromElsewhere, refuseUpgrade } from '../../../sandbox/loopback-only.js';

/** The runner's way to files beside its root. */
const outside = '/__wds-outside-root__/';

/** Gives only what is below the root, and only to who calls this machine by its own name. */
export function loopbackMiddleware(root: string): NonNullable<TestRunnerConfig['middleware']>[number] {
  return async (context, next) => {
    const { req: request } = context;
    const [path = ''] = (request.url ?? '').split('?');
    if (!isForUs(request) || isForeignWrite(request)) context.status = 403;
    else if (path.startsWith(outside) || !(await isInside(root, path))) context.status = 404;
    else await next();
  };
}

/** Listens on 127.0.0.1 only: the runner means all addresses when its `hostname` is this one. */
export const loopbackPlugin: TestRunnerPlugin = {
  name: 'loopback',
  async serverStart({ config: { port = 0 }, server }) {
    if (!server) return;
    await new Promise((resolve) => server.close(resolve));
    await listen(server, port, '127.0.0.1');
    // Its commands write files. What has been ended is not upgraded by those that listen after this.
    server.prependListener('upgrade', (request: IncomingMessage, stream: Duplex) => {
      if (!isForUs(request) || isFromElsewhere(request)) refuseUpgrade(stream);
    });
  },
};
