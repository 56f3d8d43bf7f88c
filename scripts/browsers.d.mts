export type BrowserName = 'chromium' | 'firefox' | 'webkit';
export interface ProgramPaths {
  readonly chromium?: string;
  readonly firefox?: string;
  readonly webkitDriver?: string;
  readonly miniBrowser?: string;
  readonly xvfb?: string;
}
export const chromiumArgs: readonly string[];
export function wantedBrowsers(): BrowserName[];
export function ensureBrowsers(wanted?: readonly BrowserName[]): ProgramPaths;
