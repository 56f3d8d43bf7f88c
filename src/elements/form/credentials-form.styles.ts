import { css } from 'lit';

/** The styles of the form, in either element. */
export const styles = css`
  fieldset {
    display: grid;
    gap: calc(1.1 * var(--_space));
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset:disabled [part='control'] {
    opacity: 0.55;
  }
  [part='field'] {
    display: grid;
    gap: calc(0.4 * var(--_space));
    min-inline-size: 0;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--_space);
  }
  [part='label'] {
    font-weight: 550;
  }
  [part='optional'],
  [part='description'],
  [part='help'],
  [part='guide'],
  [part='file'] {
    color: var(--_muted);
    font-weight: 400;
  }
  [part='description'],
  [part='help'],
  [part='warning'],
  [part='field-error'],
  [part='guide'],
  [part='file'] {
    font-size: 0.87em;
  }
  /* The server's texts may have another direction than the page. */
  [part='description'],
  [part='warning'],
  [part='field-error'],
  [part='details'] {
    unicode-bidi: plaintext;
  }
  [part='help'],
  [part='guide'],
  [part='file'] {
    align-content: center;
    justify-self: start;
    min-block-size: 24px;
    text-underline-offset: 0.2em;
  }
  [part='control'] {
    display: flex;
    align-items: center;
    min-block-size: var(--_control);
    border: 1px solid color-mix(in srgb, var(--_muted) 70%, var(--_surface));
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='control']:focus-within {
    border-color: var(--_brand);
    outline: 2px solid var(--_brand);
    outline-offset: -1px;
  }
  .wrong > [part='control'] {
    border-color: var(--_danger);
    outline-color: var(--_danger);
  }
  /* Prefix and suffix wrap onto their own lines if there isn't enough room. */
  .ltr {
    direction: ltr;
    flex-wrap: wrap;
    padding-inline-start: 0.8em;
  }
  [part='input'] {
    flex: 1;
    align-self: stretch;
    min-inline-size: 4em;
    inline-size: 100%;
    padding: 0.15em 0.8em;
    border: 0;
    border-radius: inherit;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    /* iOS zooms into focused inputs with less than 16 px. */
    font-size: max(1em, 16px);
  }
  textarea[part] {
    min-block-size: 7em;
    padding-block: 0.6em;
    resize: vertical;
    font-family: ui-monospace, monospace;
    font-size: max(0.87em, 13px);
  }
  .masked:not(:placeholder-shown) {
    -webkit-text-security: disc;
  }
  ::placeholder {
    color: color-mix(in srgb, var(--_muted) 88%, var(--_surface));
    opacity: 1;
  }
  [part='prefix'],
  [part='suffix'] {
    max-inline-size: 100%;
    color: var(--_muted);
  }
  .ltr > [part='input'] {
    flex-basis: 4em;
    padding-inline-start: 1px;
  }
  [part='suffix'] {
    padding-inline-end: 0.8em;
  }
  [part='control'] > button {
    align-self: start;
    min-block-size: calc(0.85 * var(--_control));
    margin: 0.1em;
    padding-inline: 0.7em;
    border-color: transparent;
    background: none;
    color: inherit;
    font-size: 0.95em;
  }
  [part='reveal'] svg {
    inline-size: 1.3em;
    block-size: 1.3em;
    stroke-width: 1.5;
  }
  [aria-pressed='true'] path + circle + path {
    display: none;
  }
  [part='warning'],
  [part='field-error'] {
    color: var(--_danger);
  }
  [part='file'] {
    text-decoration: underline;
    cursor: pointer;
  }
  [part='file']:focus-within {
    outline: 2px solid var(--_text);
    outline-offset: 2px;
  }
  [part='submit'] {
    flex: 1;
  }
`;
