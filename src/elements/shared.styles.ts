import { css } from 'lit';

/**
 * The styles of both elements. `--nango-brand`, `--nango-radius` and `--nango-font` set the brand; `--nango-space`, the unit
 * of all gaps and paddings, and `--nango-control-size` the density. Light and dark follow the page's `color-scheme`, unless
 * `theme` is set.
 */
export const base = css`
  :host {
    /* Inherits nothing from the page but its direction, visibility and the like. The first, because Chromium tells scripts,
       such as Dark Reader's, that a variable above it is initial. */
    all: initial;
    --_brand: var(--nango-brand, var(--nango-session-light, #3451d1));
    --_on-brand: #fff;
    --_radius: var(--nango-radius, 10px);
    --_space: var(--nango-space, 16px);
    --_control: var(--nango-control-size, 2.75em);
    color: inherit;
    color-scheme: inherit;
    visibility: inherit;
    overflow-wrap: break-word;
    position: relative;
    display: inline-block;
    max-inline-size: 100%;
    /* Grows with the user's font size, but doesn't shrink with the page's. */
    font: 400 max(15px, 0.9375rem) / 1.45 var(--nango-font, system-ui, sans-serif);
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_brand: var(--nango-brand, light-dark(var(--nango-session-light, #3451d1), var(--nango-session-dark, #93a8ff)));
    }
  }
  /* Black or white, by the brand's luminance: whatever the color, at least 4.58:1. */
  @supports (color: color(from red xyz-d65 y y y)) {
    :host {
      --_on-brand: color(
        from var(--_brand) xyz-d65 clamp(0, (0.179 - y) * 1e9, 0.95) clamp(0, (0.179 - y) * 1e9, 1)
          clamp(0, (0.179 - y) * 1e9, 1.089) / 1
      );
    }
  }
  :host([hidden]) {
    display: none;
  }
  button {
    box-sizing: border-box;
    min-block-size: var(--_control);
    max-inline-size: 100%;
    padding: 0.3em 1.1em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    color: CanvasText;
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
    background: var(--_brand);
    color: var(--_on-brand);
  }
  button:disabled {
    opacity: 0.55;
    cursor: not-allowed;
    box-shadow: none;
  }
  :focus-visible {
    outline: 2px solid;
    outline-offset: 2px;
  }
`;
