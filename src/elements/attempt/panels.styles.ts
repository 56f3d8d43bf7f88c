import { css } from 'lit';

/** The styles of panels, in either element. */
export const styles = css`
  :host {
    /* System colors are dark where the page is, also in browsers without light-dark(). */
    --_text: var(--nango-text, CanvasText);
    --_muted: var(--nango-muted, var(--_text));
    --_surface: var(--nango-surface, Canvas);
    --_raised: var(--nango-raised, var(--_line));
    --_line: var(--nango-line, color-mix(in srgb, CanvasText 15%, Canvas));
    --_danger: var(--nango-danger, color-mix(in srgb, red 60%, CanvasText));
    --_good: var(--nango-good, var(--_text));
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_text: var(--nango-text, light-dark(#16181d, #f1f2f4));
      --_muted: var(--nango-muted, light-dark(#5b616e, #a3a9b6));
      --_surface: var(--nango-surface, light-dark(#fff, #1b1d22));
      --_raised: var(--nango-raised, light-dark(#f4f5f7, #26292f));
      --_line: var(--nango-line, light-dark(#d9dce2, #3a3e47));
      --_danger: var(--nango-danger, light-dark(#b3261e, #ffb4ab));
      --_good: var(--nango-good, light-dark(#137a3f, #6fd69a));
    }
  }
  /* What replaces the button has the page's text color, because it has the page's background. */
  :host > :not([name='trigger']) {
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  /* Not for the main button: a page may have a thousand, and a flex container is expensive. */
  button:not([part='button']) {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
  }
  [part='button'] > svg {
    margin-inline-end: 0.5em;
    vertical-align: -0.2em;
  }
  /* In the padding, so that the button keeps its width. */
  [part='button'] > .spinner {
    position: absolute;
    inset-block-start: calc(50% - 0.5em);
    inset-inline-start: 0.3em;
    font-size: 0.7em;
  }
  button:not(.primary, .plain) {
    border-color: var(--_line);
    background: var(--_surface);
    color: var(--_text);
  }
  :focus-visible {
    outline-color: var(--_text);
  }
  [aria-busy='true'] {
    cursor: progress;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
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
  svg {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part='logo'] {
    flex: none;
    inline-size: 32px;
    block-size: 32px;
    padding: 4px;
    border-radius: calc(0.8 * var(--_radius));
    /* Logos are designed for a white background. */
    background: #fff;
    forced-color-adjust: none;
    box-shadow: inset 0 0 0 1px rgb(0 0 0 / 0.1);
    object-fit: contain;
  }
  [part='body'],
  [part='note'],
  [part='picker'] {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    min-block-size: 0;
  }
  [part='body'] {
    padding: calc(1.25 * var(--_space));
    overflow: auto;
    overscroll-behavior: contain;
  }
  /* Readable on a page of any color. */
  [part='note'],
  [part='panel'] {
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  /* Over the page, without a layout shift. */
  [part='note'] {
    gap: calc(0.6 * var(--_space));
    inline-size: max-content;
    max-inline-size: min(25em, 100vw - 16px);
    /* One side of the button has room for that. */
    max-block-size: calc(50dvh - 3em);
    overflow: auto;
    margin: calc(0.5 * var(--_space)) 0;
    padding: calc(0.75 * var(--_space)) calc(0.9 * var(--_space));
    border: 1px solid var(--_line);
    box-shadow: 0 8px 24px rgb(0 0 0 / 0.2);
    font-size: 0.93em;
  }
  [part='note']:not([popover]) {
    position: absolute;
    inset-block-start: 100%;
    inset-inline-start: 0;
    z-index: 1;
  }
  @supports (position-area: end) {
    /* The element may have no box, or the page may take its name away. */
    :host,
    [part='button'],
    ::slotted([slot='trigger']) {
      anchor-name: --_host;
    }
    [popover] {
      position-anchor: --_host;
      position-area: block-end span-inline-end;
      position-try-fallbacks: flip-inline, flip-block, block-end span-all, block-start span-all;
    }
  }
  p {
    margin: 0;
  }
  [part='popup-status'] {
    display: flex;
    align-items: center;
    gap: calc(0.75 * var(--_space));
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: calc(0.5 * var(--_space));
  }
  [part='body'] > [part='actions'] > button {
    flex: 1 0 auto;
  }
  [part='note'] button {
    min-block-size: calc(0.8 * var(--_control));
    padding: 0.25em 0.8em;
  }
  [part='error'] {
    padding-inline-start: calc(0.75 * var(--_space));
    border-inline-start: 3px solid var(--_danger);
  }
  details {
    color: var(--_muted);
    font-size: 0.87em;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    cursor: pointer;
  }
  [part='skeleton'],
  [part='success'] {
    display: grid;
    gap: calc(0.75 * var(--_space));
  }
  [part='success'] {
    justify-items: center;
    padding-block: var(--_space);
    text-align: center;
    font-weight: 550;
  }
  svg.check {
    color: var(--_good);
  }
  [part='success'] svg {
    inline-size: 44px;
    block-size: 44px;
  }
  [part='skeleton'] i {
    block-size: var(--_control);
    border-radius: var(--_radius);
    background: var(--_raised);
    animation: breathe 1.4s infinite alternate;
  }
  [part='skeleton'] i:first-child {
    inline-size: 40%;
    block-size: 1em;
  }
  @media (forced-colors: active) {
    [part='skeleton'] i,
    [part='dialog'],
    .primary {
      border: 1px solid;
    }
    /* The gap that is seen to turn. */
    .spinner {
      border-inline-end-color: Canvas;
    }
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
`;
