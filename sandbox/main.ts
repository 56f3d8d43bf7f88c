import { startFromCommandLine, UsageError } from './command-line.js';

try {
  const { sandbox, config } = await startFromCommandLine(process.argv.slice(2));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
  console.log(`sandbox listening on ${sandbox.url}`);
  // Nobody knows the generated keys yet; those of the configuration are not repeated.
  if (!config.publicKey) console.error(`public key ${sandbox.publicKey}`);
  if (!config.secretKey) console.error(`secret key ${sandbox.secretKey}`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exit(1);
}
