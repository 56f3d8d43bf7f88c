import type { Session } from '../engine/options.js';

const schemes = ['light', 'dark'] as const;

/**
 * Takes over what the session says about looks. The page's own `theme` and `--nango-brand` go before.
 * @param host the element
 * @param session as the server gave it
 */
export function applyTheme(host: HTMLElement & { theme?: string | undefined }, session: Session | undefined): void {
  const { theme, defaultTheme } = session?.connectUISettings ?? {};
  for (const scheme of schemes) {
    const color = theme?.[scheme]?.primary;
    if (color && globalThis.CSS?.supports('color', color)) host.style.setProperty(`--nango-session-${scheme}`, color);
    if (defaultTheme === scheme && !host.theme) host.style.colorScheme = scheme;
  }
}
