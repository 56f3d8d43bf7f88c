import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from './config.js';
import { BusyPort } from './listen.js';

const usage = 'Usage: npm run sandbox -- [--config FILE]';

/** Says on stderr what is wrong and ends with status 1. */
function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

function readArguments(): string | undefined {
  try {
    return parseArgs({ options: { config: { type: 'string' } } }).values.config;
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const file = readArguments();
try {
  const config = file === undefined ? {} : readConfig(file);
  // Loading the server takes longer than finding a mistake.
  const { startSandbox } = await import('./sandbox.js');
  const sandbox = await startSandbox(config);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
  console.log(`sandbox listening on ${sandbox.url}`);
  // Keys that were made up just now can be known no other way; those of the configuration are not repeated.
  if (!config.publicKey) console.error(`public key ${sandbox.publicKey}`);
  if (!config.secretKey) console.error(`secret key ${sandbox.secretKey}`);
} catch (error) {
  if (error instanceof ConfigError) stop(`${file ?? 'The configuration'}: ${error.message}`);
  if (error instanceof BusyPort) stop(error.message);
  throw error;
}
