import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const apps = fileURLToPath(new URL('../apps/', import.meta.url));

/** The folders of the apps. */
export const appNames: readonly string[] = readdirSync(apps, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${apps}${entry.name}/package.json`))
  .map(({ name }) => name);

/** Before the tests: installs the frameworks once, and gives each app this package as it would be published. */
export default function install(): void {
  if (isOlder(`${apps}node_modules/.package-lock.json`, `${apps}package-lock.json`))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: apps, stdio: 'inherit' });
  const scratch = mkdtempSync(join(tmpdir(), 'nango-elements-packed-'));
  // Packed as it is: packing would build it anew.
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch], { cwd: root });
  const [tarball = ''] = readdirSync(scratch);
  for (const name of appNames) {
    const place = `${apps}${name}/node_modules/nango-elements`;
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    execFileSync('tar', ['-xzf', join(scratch, tarball), '--strip-components=1', '-C', place]);
  }
  rmSync(scratch, { recursive: true });
}

function isOlder(file: string, than: string): boolean {
  return !existsSync(file) || statSync(file).mtimeMs < statSync(than).mtimeMs;
}
