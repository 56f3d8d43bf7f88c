import { css } from 'lit';

/**
 * What both elements look like. Three variables make a brand: `--nango-brand`, `--nango-radius`, `--nango-font`.
 * Light and dark follow the page's `color-scheme`, unless `theme` says otherwise.
 */
export const base = css`
  :host {
    --_brand: var(--nango-brand, light-dark(var(--nango-session-light, #3451d1), var(--nango-session-dark, #93a8ff)));
    --_on-brand: #fff;
    --_text: var(--nango-text, light-dark(#16181d, #f1f2f4));
    --_muted: var(--nango-muted, light-dark(#5b616e, #a3a9b6));
    --_surface: var(--nango-surface, light-dark(#fff, #1b1d22));
    --_raised: var(--nango-raised, light-dark(#f4f5f7, #26292f));
    --_line: var(--nango-line, light-dark(#d9dce2, #3a3e47));
    --_danger: var(--nango-danger, light-dark(#b3261e, #ffb4ab));
    --_good: var(--nango-good, light-dark(#137a3f, #6fd69a));
    --_radius: var(--nango-radius, 10px);
    display: inline-block;
    max-inline-size: 100%;
    font: 400 15px/1.45 var(--nango-font, system-ui, sans-serif);
    color: var(--_text);
    text-align: start;
  }
  /* Black or white, by the brand's luminance: whatever the colour, at least 4.58:1. */
  @supports (color: color(from red xyz-d65 y y y)) {
    :host {
      --_on-brand: color(
        from var(--_brand) xyz-d65 clamp(0, (0.179 - y) * 9999, 0.95) clamp(0, (0.179 - y) * 9999, 1)
          clamp(0, (0.179 - y) * 9999, 1.089) / 1
      );
    }
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 2.75em;
    max-inline-size: 100%;
    padding: 0.5em 1.1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-weight: 550;
    text-align: center;
    cursor: pointer;
    transition: box-shadow 0.15s;
  }
  button:hover {
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.16);
  }
  .primary {
    border-color: transparent;
    background: var(--_brand);
    color: var(--_on-brand);
  }
  .plain {
    border-color: transparent;
    background: none;
  }
  button:disabled {
    opacity: 0.55;
    cursor: not-allowed;
    box-shadow: none;
  }
  [aria-busy='true'] {
    cursor: progress;
  }
  :focus-visible {
    outline: 2px solid var(--_text);
    outline-offset: 2px;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .spinner {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    border: 2px solid;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation-duration: 3s !important;
      transition: none !important;
    }
  }
`;
