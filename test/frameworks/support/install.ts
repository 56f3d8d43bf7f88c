import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const apps = fileURLToPath(new URL('../apps/', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of this package as it would be published. */
    tarball: string;
    /** The folders of the apps, before a test makes one for itself. */
    appNames: string[];
  }
}

/** The folders of the apps, but for those that are installed by themselves. */
const findApps = (): string[] =>
  readdirSync(apps, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${apps}${entry.name}/package.json`))
    .filter(({ name }) => !existsSync(`${apps}${name}/package-lock.json`))
    .map(({ name }) => name);

/**
 * Before the tests: installs the frameworks once, and gives each app this package as it would be published.
 * @returns what removes the package after the tests
 */
export default function install(project: TestProject): () => void {
  if (isOlder(`${apps}node_modules/.package-lock.json`, `${apps}package-lock.json`))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: apps, stdio: 'inherit' });
  const scratch = mkdtempSync(join(tmpdir(), 'nango-elements-packed-'));
  // Packed as it is: packing would build it anew.
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch], { cwd: root });
  const [name = ''] = readdirSync(scratch);
  const tarball = join(scratch, name);
  project.provide('tarball', tarball);
  const appNames = findApps();
  project.provide('appNames', appNames);
  for (const name of appNames) {
    const place = `${apps}${name}/node_modules/nango-elements`;
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', place]);
  }
  return () => rmSync(scratch, { recursive: true });
}

function isOlder(file: string, than: string): boolean {
  return !existsSync(file) || statSync(file).mtimeMs < statSync(than).mtimeMs;
}
