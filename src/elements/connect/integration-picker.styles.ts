import { css } from 'lit';

/** The styles of the integration picker. */
export const styles = css`
  input[type='search'] {
    inline-size: 100%;
    min-block-size: var(--_control);
    padding: 0.15em 0.9em;
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
    gap: calc(0.4 * var(--_space));
    overflow: auto;
    /* Room for the focus outline. */
    margin: -4px;
    padding: 4px;
  }
  [part='category'] {
    flex: none;
    min-block-size: calc(0.75 * var(--_control));
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
    flex: 1 1 22em;
    min-block-size: 9em;
    margin: 0 calc(-0.5 * var(--_space));
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: calc(0.75 * var(--_space));
    min-block-size: calc(var(--_control) + 0.7em);
    padding: calc(0.4 * var(--_space)) calc(0.5 * var(--_space));
    border-radius: var(--_radius);
    cursor: pointer;
    /* Hundreds of rows cost no more than those in view. Those out of view are as high: this is without the padding. */
    content-visibility: auto;
    contain-intrinsic-size: auto 32px;
  }
  li:hover,
  [aria-selected='true'] {
    background: var(--_raised);
  }
  @media (forced-colors: active) {
    [aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
