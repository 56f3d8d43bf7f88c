// Finds the browsers that the tests drive, and installs those that are missing.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Two hidden pages that Chromium loads with each window, for its address bar: more work than most pages of the tests. */
const addressBarPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** What Playwright turns off. Chromium obeys the last list of such features only, so that ours has these too. */
const turnedOffByPlaywright = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/** What Chromium needs to run as root, in a container, and without calling home. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  `--disable-features=${addressBarPages.join()}`,
];

/** The same where Playwright starts it. */
export const playwrightArgs = [
  ...chromiumArgs,
  `--disable-features=${[...addressBarPages, ...turnedOffByPlaywright].join()}`,
];

/** How Puppeteer starts the browsers that it drives. Popup blockers stay on, since the tests are about them too. */
export const puppeteerOptions = {
  chromium: ({ chromium }) => ({
    executablePath: chromium,
    args: chromiumArgs,
    ignoreDefaultArgs: ['--disable-popup-blocking'],
  }),
  firefox: ({ firefox }) => ({
    browser: 'firefox',
    executablePath: firefox,
    extraPrefsFirefox: { 'dom.disable_open_during_load': true },
  }),
};

/** What a WebDriver is asked for to start WebKitGTK's browser. */
export const webKitCapabilities = ({ miniBrowser }) => ({
  browserName: 'MiniBrowser',
  'wdio:enforceWebDriverClassic': true,
  'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
});

/** One row for each program: the variable that names it, where else to look, the Debian package that brings it. */
const programs = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    find: () =>
      inPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
      firstExisting('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome') ??
      playwrightChromium(),
    debian: 'chromium',
  },
  headlessChromium: {
    variable: 'HEADLESS_CHROMIUM_PATH',
    find: headlessChromium,
    debian: 'chromium-headless-shell',
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    find: () => inPath('firefox-esr', 'firefox') ?? firstExisting('/Applications/Firefox.app/Contents/MacOS/firefox'),
    debian: 'firefox-esr',
  },
  webkitDriver: {
    variable: 'WEBKIT_DRIVER_PATH',
    find: () => inPath('WebKitWebDriver'),
    debian: 'webkit2gtk-driver',
  },
  miniBrowser: {
    variable: 'MINIBROWSER_PATH',
    find: () => firstExisting(...miniBrowserPlaces()),
    debian: 'webkit2gtk-driver',
  },
  xvfb: { variable: 'XVFB_PATH', find: () => inPath('Xvfb'), debian: 'xvfb' },
};

/** Which programs each browser is made of. */
const needs = {
  chromium: ['chromium', 'headlessChromium'],
  firefox: ['firefox'],
  webkit: ['webkitDriver', 'miniBrowser', 'xvfb'],
};

/** The browsers to test in, from `BROWSERS` (`BROWSERS=chromium,firefox`); all three without it. */
export function wantedBrowsers() {
  const names = (process.env.BROWSERS || Object.keys(needs).join()).split(',').map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(needs, name));
  if (unknown !== undefined)
    throw new Error(`BROWSERS names '${unknown}'; it can name ${Object.keys(needs).join(', ')}`);
  return names;
}

/**
 * The path of each program that the wanted browsers need. Installs what is missing, with a message; makes no
 * network call when nothing is.
 */
export function ensureBrowsers(wanted = wantedBrowsers()) {
  const wantedPrograms = wanted.flatMap((name) => needs[name]);
  let missing = findMissing(wantedPrograms);
  if (missing.length > 0) installFromDebian(missing);
  missing = findMissing(missing);
  if (missing.includes('chromium')) installFromPlaywright();
  missing = findMissing(missing);
  if (missing.length > 0) throw new Error(byHand(missing));
  return Object.fromEntries(wantedPrograms.map((name) => [name, pathOf(name)]));
}

/** The path of one program, `undefined` when it is not installed. */
function pathOf(name) {
  const { variable, find } = programs[name];
  const given = process.env[variable];
  if (given && !existsSync(given)) throw new Error(`${variable} names ${given}, which is not there`);
  return given || find();
}

function findMissing(names) {
  return names.filter((name) => !pathOf(name));
}

function installFromDebian(missing) {
  if (!inPath('apt-get')) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && !inPath('sudo')) return;
  const packages = [...new Set(missing.map((name) => programs[name].debian))];
  console.log(`Installing browsers for the tests from Debian's packages: ${packages.join(' ')}`);
  console.log('This happens once, and takes a minute or two.');
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  // A machine that has just started may be installing its own updates.
  const apt = ['apt-get', '-o', 'DPkg::Lock::Timeout=300'];
  // Lists may be out of date or, for some other source, out of reach: the installation shows whether that matters.
  run([...asRoot, ...environment, ...apt, 'update', '-q']);
  run([...asRoot, ...environment, ...apt, 'install', '-y', '-q', '--no-install-recommends', ...packages]);
}

function installFromPlaywright() {
  console.log('Installing Chromium for the tests with Playwright. This happens once.');
  run([process.execPath, join(playwrightFolder(), 'cli.js'), 'install', 'chromium']);
}

function byHand(missing) {
  const lines = missing.map(
    (name) => `  ${name}: install '${programs[name].debian}', or set ${programs[name].variable}`,
  );
  return [
    'Some programs that the tests need are missing and could not be installed:',
    ...lines,
    'On Debian and Ubuntu, as root:',
    `  apt-get install --no-install-recommends ${[...new Set(missing.map((name) => programs[name].debian))].join(' ')}`,
    'To test in fewer browsers, name them: BROWSERS=chromium npm test',
  ].join('\n');
}

/** Runs a command, shows what it says on failure only, and tells whether it worked. */
function run([command, ...args]) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return true;
  console.error(`'${[command, ...args].join(' ')}' failed:`, error?.message ?? `${stdout}${stderr}`.slice(-2000));
  return false;
}

function inPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return firstExisting(...names.flatMap((name) => folders.map((folder) => join(folder, name))));
}

function firstExisting(...paths) {
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** MiniBrowser lies in a folder named after the processor and the version of WebKitGTK; the newest comes first. */
function miniBrowserPlaces() {
  return ['/usr/lib', '/usr/libexec']
    .flatMap((root) => [root, ...folders(root)])
    .flatMap((folder) => folders(folder).filter((path) => /\/webkit2?gtk-[\d.]+$/.test(path)))
    .map((folder) => join(folder, 'MiniBrowser'));
}

function folders(parent) {
  if (!existsSync(parent)) return [];
  const entries = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries
    .map((entry) => join(parent, entry.name))
    .sort()
    .reverse();
}

/**
 * Chromium without a user interface, which takes half the processor time. It has no popup blocker. Debian has it in a package
 * of its own; elsewhere, Chromium itself stands in for it.
 */
function headlessChromium() {
  const chromium = pathOf('chromium');
  const isDebian = chromium === '/usr/bin/chromium' && inPath('apt-get');
  return inPath('chromium-headless-shell') ?? (isDebian ? undefined : chromium);
}

function playwrightFolder() {
  return dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
}

function playwrightChromium() {
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  return firstExisting(chromium.executablePath());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(ensureBrowsers());
