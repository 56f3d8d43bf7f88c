import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { startDemo, type Demo } from '../../demo/server.js';
import { chromiumArgs, ensureBrowsers } from '../../scripts/browsers.mjs';

const phone = { width: 360, height: 480 };

/** A page in one look. */
export interface Look {
  readonly page: Page;
  /** Where the page is. */
  readonly at: string;
  readonly name: string;
  /** Takes a picture of a moment. */
  picture(moment: string): Promise<unknown>;
}

/**
 * Shows a page in light, dark, on a phone and from right to left.
 * @param title of the page, and of the folder below `reports` for its pictures
 * @param wide its size where it is no phone
 * @param write what is in it, by the address of Nango
 * @param show what to do in each look
 */
export async function showInEachLook(
  title: string,
  wide: { readonly width: number; readonly height: number },
  write: (host: string) => string,
  show: (look: Look, demo: Demo) => Promise<void>,
): Promise<void> {
  const folder = fileURLToPath(new URL(`../../reports/${title}/`, import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const demo = await startDemo({ port: 0, sandboxPort: 0 });
  const browser = await chromium.launch({
    executablePath: ensureBrowsers(['chromium']).chromium,
    // A page that is put in by a route counts as one of the public internet, which may not ask a server on loopback.
    args: [...chromiumArgs, '--font-render-hinting=none', '--disable-features=LocalNetworkAccessChecks'],
  });
  const looks = [
    { name: 'light', html: 'lang="en"', viewport: wide },
    { name: 'dark', html: 'lang="en" style="color-scheme: dark"', viewport: wide },
    { name: 'phone', html: 'lang="en"', viewport: phone },
    { name: 'right-to-left', html: 'lang="ar" dir="rtl"', viewport: wide },
  ];
  try {
    for (const { name, html, viewport } of looks) {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
      const at = `${demo.url}/${title}`;
      await context.route(at, (route) =>
        route.fulfill({ contentType: 'text/html', body: pageOf(title, html, write(demo.sandbox.url)) }),
      );
      const page = await context.newPage();
      const picture = (moment: string) =>
        page.screenshot({ path: `${folder}${name}-${moment}.png`, animations: 'disabled', caret: 'hide' });
      await show({ page, at, name, picture }, demo);
      await context.close();
    }
    console.log(`The pictures are in ${folder}`);
  } finally {
    await browser.close();
    await demo.close();
  }
}

const pageOf = (title: string, html: string, content: string): string => `<!doctype html>
<html ${html}>
<meta name="viewport" content="width=device-width" />
<title>${title}</title>
<link rel="icon" href="data:," />
<script type="module" src="/src/define.ts"></script>
<script type="module" src="/src/locales.ts"></script>
${content}
</html>`;
