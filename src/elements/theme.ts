import type { Session } from '../engine/options.js';

const schemes = ['light', 'dark'] as const;

/** What determines an element's looks besides its style sheets. */
export interface Look {
  readonly theme?: string | undefined;
  readonly inline?: boolean;
}

/**
 * What the properties and the session say about looks, as a style sheet: a page that renders again would remove it from
 * the element itself. The page's own `--nango-brand` takes precedence.
 * @param look the element's properties
 * @param session as the server gave it
 */
export function themeSheet({ theme: own, inline }: Look, session: Session | undefined): string {
  const { theme, defaultTheme } = session?.connectUISettings ?? {};
  const colors = schemes.flatMap((scheme) => {
    const color = theme?.[scheme]?.primary;
    // Nothing but a color gets into the sheet.
    const isColor = color && globalThis.CSS?.supports('color', color) && !/[;{}]/.test(color);
    return isColor ? [`--nango-session-${scheme}:${color}`] : [];
  });
  const scheme = schemes.find((each) => each === (own ?? defaultTheme));
  const rules = [
    ...colors,
    ...(scheme ? [`color-scheme:${scheme}`] : []),
    ...(inline ? ['display:block', 'max-inline-size:27em'] : []),
  ];
  return rules.length ? `:host{${rules.join(';')}}` : '';
}
