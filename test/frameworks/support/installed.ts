import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

type Mode = 'development' | 'production' | 'test';

/** An app outside of this repository, as the project of a user is. */
export interface InstalledApp {
  readonly folder: string;
  /** Runs npm there. Resolves to what it says; rejects with it where it fails. */
  npm(command: readonly string[], mode: Mode): Promise<string>;
  remove(): void;
}

/**
 * Installs an app with its own packages.
 * @param name its folder in `test/frameworks/apps`
 * @param files of this repository, by their places in the app
 * @param tarball this package as it would be published
 */
export async function installApp(
  name: string,
  files: Readonly<Record<string, string>>,
  tarball: string,
): Promise<InstalledApp> {
  const folder = mkdtempSync(join(tmpdir(), `app-${name}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const npm = async (command: readonly string[], mode: Mode): Promise<string> => {
    const { stdout, stderr } = await run('npm', command, { cwd: folder, env: environment(mode) });
    return stripVTControlCharacters(stdout + stderr);
  };
  try {
    cpSync(`${root}test/frameworks/apps/${name}`, folder, { recursive: true });
    for (const [place, file] of Object.entries(files)) cpSync(`${root}${file}`, join(folder, place));
    const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    // Two more tries, as npm has them, but not minutes apart.
    const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
    await npm(['install', '--no-save', ...quiet, ...patience, tarball], 'development');
    return { folder, npm, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Without what a test runner sets, which frameworks take for a reason to behave otherwise. */
export function environment(mode: Mode, own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !/^(TEST|VITEST|NODE_OPTIONS)/.test(name));
  const quiet = { NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  return { ...Object.fromEntries(rest), ...quiet, NODE_ENV: mode, ...own };
}
