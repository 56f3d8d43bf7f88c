import type { LaunchOptions } from 'puppeteer-core';

export type BrowserName = 'chromium' | 'firefox' | 'webkit';
export interface ProgramPaths {
  readonly chromium?: string;
  readonly headlessChromium?: string;
  readonly firefox?: string;
  readonly webkitDriver?: string;
  readonly miniBrowser?: string;
  readonly xvfb?: string;
}
export const chromiumArgs: readonly string[];
export const playwrightArgs: readonly string[];
export const puppeteerOptions: Readonly<Record<'chromium' | 'firefox', (paths: ProgramPaths) => LaunchOptions>>;
export function webKitCapabilities(paths: ProgramPaths): {
  browserName: string;
  'wdio:enforceWebDriverClassic': boolean;
  'webkitgtk:browserOptions': { binary: string; args: string[] };
};
export function wantedBrowsers(): BrowserName[];
export function ensureBrowsers(wanted?: readonly BrowserName[]): ProgramPaths;
