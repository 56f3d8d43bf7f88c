import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chromiumArgs, ensureBrowsers } from '../../scripts/browsers.mjs';

const run = promisify(execFile);
const patience = 20_000;

export type BrowserName = 'chromium' | 'firefox';

/** A screen of its own with a window manager, and a hand that uses it. */
export interface Desktop {
  /** Opens a browser that nothing drives. */
  browse(browser: BrowserName, url: string): () => Promise<void>;
  /** Waits for a window whose title contains `title`, and that is none of `known`. @returns its id */
  window(title: string, known?: readonly string[]): Promise<string>;
  windows(): Promise<string[]>;
  click(window: string): Promise<void>;
  /** Presses keys in a window, by their names in X: `alt+F4`. */
  press(window: string, keys: string): Promise<void>;
  /** Types a text, where the cursor is. */
  type(text: string): Promise<void>;
  /** Whether an area of the screen, as ImageMagick writes it (`200x100+50+20`), has one colour only. */
  isPlain(area: string): Promise<boolean>;
  /** Closes a window, if it is still there, whatever has the focus. */
  remove(window: string): Promise<void>;
  close(): void;
}

export async function startDesktop(): Promise<Desktop> {
  const folder = mkdtempSync(join(tmpdir(), 'windowed-'));
  const { xvfb = 'Xvfb' } = { xvfb: process.env.XVFB_PATH };
  const children: { stop: () => void }[] = [];

  const start = (program: string, args: readonly string[], env: NodeJS.ProcessEnv, pipe = false) => {
    const child = spawn(program, args, {
      detached: true,
      env,
      stdio: ['ignore', 'ignore', 'ignore', pipe ? 'pipe' : 'ignore'],
    });
    const stop = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has already ended.
      }
    };
    child.on('error', (error) => {
      throw new Error(`${program} did not start: install it (Debian: xvfb openbox xdotool)`, { cause: error });
    });
    children.push({ stop });
    return { child, stop };
  };
  const close = () => {
    for (const { stop } of children.splice(0).reverse()) stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', close);

  const screen = start(xvfb, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], process.env, true);
  const pipe = screen.child.stdio[3];
  if (!pipe) throw new Error('Xvfb has no pipe');
  const display = await new Promise<Buffer>((resolve) => pipe.once('data', resolve));
  const env = { ...process.env, DISPLAY: `:${display.toString().trim()}` };
  start('openbox', [], env);

  const xdotool = async (...args: string[]) => (await run('xdotool', args, { env })).stdout.trim();
  /** None found is no error here. */
  const search = async (title: string) =>
    (await xdotool('search', '--onlyvisible', '--name', title).catch(() => '')).split('\n').filter(Boolean);

  const programs: Record<BrowserName, (url: string, profile: string) => [string, string[]]> = {
    chromium: (url, profile) => [
      ensureBrowsers(['chromium']).chromium ?? 'chromium',
      [
        ...chromiumArgs,
        `--user-data-dir=${profile}`,
        '--no-default-browser-check',
        '--password-store=basic',
        '--window-size=1000,800',
        url,
      ],
    ],
    firefox: (url, profile) => {
      writeFileSync(
        join(profile, 'user.js'),
        firefoxSettings
          .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
          .join(''),
      );
      return [
        ensureBrowsers(['firefox']).firefox ?? 'firefox-esr',
        ['--no-remote', '--profile', profile, '--width', '1000', '--height', '800', url],
      ];
    },
  };

  return {
    browse(browser, url) {
      const profile = mkdtempSync(join(folder, `${browser}-`));
      const { child, stop } = start(...programs[browser](url, profile), env);
      return async () => {
        const ended = new Promise((resolve) => child.once('close', resolve));
        stop();
        await ended;
      };
    },
    async window(title, known = []) {
      const end = Date.now() + patience;
      while (Date.now() < end) {
        const [found] = (await search(title)).filter((id) => !known.includes(id));
        if (found) return found;
        await wait(50);
      }
      throw new Error(`No window came with "${title}" in its title`);
    },
    windows: () => search('.'),
    async click(window) {
      await xdotool('windowactivate', '--sync', window);
      await xdotool('mousemove', '--window', window, '500', '500', 'click', '1');
    },
    async press(window, keys) {
      await xdotool('windowactivate', '--sync', window);
      await xdotool('key', '--clearmodifiers', keys);
    },
    async type(text) {
      await xdotool('type', '--delay', '50', text);
    },
    async isPlain(area) {
      const { stdout } = await run('import', ['-window', 'root', '-crop', area, '+repage', '-format', '%k', 'info:'], {
        env,
      });
      return Number(stdout) === 1;
    },
    async remove(window) {
      await xdotool('windowquit', window).catch(() => undefined);
    },
    close,
  };
}

/** A new profile without greetings, questions and calls home. */
const firefoxSettings: [string, string | boolean | number][] = [
  ['browser.shell.checkDefaultBrowser', false],
  ['browser.aboutwelcome.enabled', false],
  ['browser.startup.homepage_override.mstone', 'ignore'],
  ['browser.tabs.warnOnClose', false],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['datareporting.policy.dataSubmissionPolicyBypassNotification', true],
  ['app.update.enabled', false],
  ['termsofuse.bypassNotification', true],
];
