import type { Session } from '../engine/options.js';

const schemes = ['light', 'dark'] as const;

/** The properties that determine an element's looks. */
export interface Look {
  readonly theme?: string | undefined;
  readonly inline?: boolean;
}

/**
 * The settings of properties and session as a style sheet: a page that re-renders would remove attributes from the element.
 * The page's own `--nango-brand` takes precedence.
 * @param look the element's properties
 * @param session from the server
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
