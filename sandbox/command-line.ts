import { parseArgs } from 'node:util';
import { ConfigError, readConfig, type SandboxConfig } from './config.js';
import { BusyPort } from './listen.js';
import type { Sandbox } from './sandbox.js';

const usage = 'Usage: npm run sandbox -- [--config FILE]';

/** A mistake in the arguments or the configuration; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Starts what the command line asks for.
 *
 * @param args without the program's own name
 * @throws UsageError
 */
export async function startFromCommandLine(
  args: readonly string[],
): Promise<{ sandbox: Sandbox; config: SandboxConfig }> {
  const file = configFile(args);
  try {
    const config = file === undefined ? {} : readConfig(file);
    // Loading the server takes longer than finding a mistake.
    const { startSandbox } = await import('./sandbox.js');
    return { sandbox: await startSandbox(config), config };
  } catch (cause) {
    if (cause instanceof ConfigError)
      throw new UsageError(`${file ?? 'The configuration'}: ${cause.message}`, { cause });
    if (cause instanceof BusyPort)
      throw new UsageError(`${cause.message}: name another as port, or providerPort, in the configuration`, { cause });
    throw cause;
  }
}

function configFile(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { config: { type: 'string' } } }).values.config;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, { cause });
  }
}
