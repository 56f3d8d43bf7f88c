import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { ensureBrowsers, puppeteerOptions, webKitCapabilities } from '../../../scripts/browsers.mjs';
import { startWebKitDriver } from '../../../scripts/webkit-driver.mjs';

/**
 * Launchers of the test runner by the names that `BROWSERS` takes.
 * @param {string[]} names of the browsers to start
 */
export async function launchersFor(names) {
  const paths = ensureBrowsers(names);
  const launchers = await Promise.all(names.map((name) => makers[name](paths)));
  process.on('exit', () => launchers.forEach(killGroup));
  return launchers;
}

const makers = {
  chromium: ({ headlessChromium }) =>
    puppeteerLauncher('Chromium', puppeteerOptions.chromium({ chromium: headlessChromium })),
  firefox: (paths) => puppeteerLauncher('Firefox', puppeteerOptions.firefox(paths)),
  webkit: webKitLauncher,
};

async function webKitLauncher(paths) {
  const { port } = await startWebKitDriver(paths);
  const launcher = webdriverLauncher({
    hostname: '127.0.0.1',
    port,
    path: '/',
    capabilities: webKitCapabilities(paths),
  });
  // Its own name for itself is MiniBrowser, which tells a reader little.
  const initialize = launcher.initialize.bind(launcher);
  launcher.initialize = async (config) => {
    await initialize(config);
    launcher.name = 'WebKitGTK';
  };
  return launcher;
}

function puppeteerLauncher(name, launchOptions) {
  let own;
  const launcher = chromeLauncher({
    launchOptions,
    createPage: async ({ context }) => (own = await context.newPage()),
  });
  return Object.assign(launcher, {
    name,
    /** Back to one window, with the focus: a page of a test can't close what its provider has cut off. */
    async closeOtherWindows() {
      const pages = await own.browserContext().pages();
      await Promise.all(pages.filter((page) => page !== own).map((page) => page.close()));
      await own.bringToFront();
    },
  });
}

/** Puppeteer, when it drives two browsers, forgets the second one as the process exits. */
function killGroup({ browser }) {
  const pid = browser?.process?.()?.pid;
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}
