import { css } from 'lit';

/** The styles of `<nango-credentials-form>`, except for its form and its panels. */
export const styles = css`
  /* Its texts are readable on a page of any color. */
  :host {
    display: block;
    box-sizing: border-box;
    padding: var(--_space);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='error'] + [part='actions'] {
    margin-block-start: var(--_space);
  }
  [part='reconnect'] {
    border-color: var(--_line);
    background: none;
    color: inherit;
  }
  /* Anchored to the submit button, which the user has just pressed and which is therefore in view. */
  @supports (position-area: end) {
    fieldset > [part='actions'] {
      anchor-name: --_submit;
    }
    [popover] {
      position-anchor: --_submit;
    }
  }
  /* The height of most forms: one field, its description and its button. */
  [part='skeleton'] {
    align-content: space-between;
    min-block-size: 10.3em;
  }
`;
