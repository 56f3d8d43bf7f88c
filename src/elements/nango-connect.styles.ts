import { css } from 'lit';

/** All that appears beside the button: an idle element is spared it. */
export const styles = css`
  :host {
    --_text: var(--nango-text, light-dark(#16181d, #f1f2f4));
    --_muted: var(--nango-muted, light-dark(#5b616e, #a3a9b6));
    --_surface: var(--nango-surface, light-dark(#fff, #1b1d22));
    --_raised: var(--nango-raised, light-dark(#f4f5f7, #26292f));
    --_line: var(--nango-line, light-dark(#d9dce2, #3a3e47));
    --_danger: var(--nango-danger, light-dark(#b3261e, #ffb4ab));
    --_good: var(--nango-good, light-dark(#137a3f, #6fd69a));
    color: var(--_text);
    text-align: start;
  }
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
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
  :host([inline]) {
    display: block;
    max-inline-size: 26rem;
  }
  .done svg,
  [part='success'] svg {
    color: var(--_good);
  }
  .done small {
    padding-inline-start: 0.6em;
    border-inline-start: 1px solid var(--_line);
    color: var(--_muted);
    font-size: 0.9em;
    font-weight: 400;
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
  dialog {
    flex-direction: column;
    inline-size: min(26rem, 100vw - 2rem);
    max-block-size: min(44rem, 100dvh - 2rem);
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) * 1.6);
    overflow: hidden;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 24px 64px rgb(0 0 0 / 0.3), 0 0 0 1px light-dark(rgb(0 0 0 / 0.06), rgb(255 255 255 / 0.12));
    transition: opacity 0.18s, translate 0.18s;
  }
  dialog[open] {
    display: flex;
  }
  @starting-style {
    dialog[open] {
      opacity: 0;
      translate: 0 12px;
    }
  }
  dialog::backdrop {
    background: rgb(12 14 20 / 0.5);
  }
  header {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 1.25rem 1.25rem 0;
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: 1.15rem;
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  header button {
    flex: none;
    inline-size: 2.25rem;
    min-block-size: 2.25rem;
    margin: -0.25rem;
    padding: 0;
    color: var(--_muted);
  }
  [part='back'] svg:dir(rtl) {
    scale: -1 1;
  }
  [part='logo'] {
    flex: none;
    inline-size: 2rem;
    block-size: 2rem;
    padding: 0.25rem;
    border-radius: 0.5rem;
    /* Logos are drawn for white. */
    background: #fff;
    box-shadow: inset 0 0 0 1px rgb(0 0 0 / 0.1);
    object-fit: contain;
  }
  [part='body'],
  [part='picker'] {
    display: flex;
    flex-direction: column;
    gap: 1rem;
    min-block-size: 0;
  }
  [part='body'] {
    padding: 1.25rem;
    overflow: auto;
    overscroll-behavior: contain;
  }
  [part='note'] {
    display: flex;
    flex-direction: column;
    gap: 0.6rem;
    inline-size: max-content;
    max-inline-size: min(22rem, 100%);
    margin-block-start: 0.6rem;
    padding: 0.75rem 0.9rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-size: 0.93em;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  [part='away'] {
    display: flex;
    align-items: center;
    gap: 0.75rem;
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  [part='body'] > [part='actions'] > button {
    flex: 1 0 auto;
  }
  [part='note'] button {
    min-block-size: 2.2em;
    padding: 0.25em 0.8em;
  }
  [part='error'] {
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--_danger);
  }
  details {
    margin-block-start: 0.25rem;
    color: var(--_muted);
    font-size: 0.9em;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    cursor: pointer;
  }
  [part='success'] {
    display: grid;
    justify-items: center;
    gap: 0.75rem;
    padding-block: 1rem;
    text-align: center;
    font-weight: 550;
  }
  [part='success'] svg {
    inline-size: 2.75rem;
    block-size: 2.75rem;
  }
  [part='skeleton'] {
    display: grid;
    gap: 0.75rem;
  }
  [part='skeleton'] i {
    block-size: 2.75em;
    border-radius: var(--_radius);
    background: var(--_raised);
    animation: breathe 1.4s infinite alternate;
  }
  [part='skeleton'] i:first-child {
    inline-size: 40%;
    block-size: 1em;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  input[type='search'] {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding: 0.5em 0.9em;
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
    outline-offset: -1px;
  }
  [part='categories'] {
    display: flex;
    flex: none;
    gap: 0.4rem;
    overflow: auto;
    margin: -4px;
    padding: 4px;
  }
  [part='category'] {
    flex: none;
    min-block-size: 2em;
    padding: 0.1em 0.8em;
    border-radius: 2em;
    font-size: 0.87em;
    font-weight: 400;
  }
  [aria-pressed='true'] {
    background: var(--_text);
    color: var(--_surface);
  }
  ul {
    flex: 1 1 24rem;
    min-block-size: 9rem;
    margin: 0 -0.5rem;
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 3.25rem;
    padding: 0.4rem 0.5rem;
    border-radius: var(--_radius);
    cursor: pointer;
    /* Hundreds of rows cost no more than those in view. */
    content-visibility: auto;
    contain-intrinsic-size: auto 3.25rem;
  }
  li:hover,
  [aria-selected='true'] {
    background: var(--_raised);
  }
  @media (max-width: 480px) {
    dialog {
      inline-size: 100%;
      max-inline-size: none;
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-block-end: env(safe-area-inset-bottom);
    }
  }
  @media (forced-colors: active) {
    dialog,
    .primary {
      border: 1px solid;
    }
    [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
