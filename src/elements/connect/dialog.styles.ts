import { css } from 'lit';

/** The styles of the dialog of `<nango-connect>`, of `inline`, and of the button once connected. */
export const styles = css`
  /* Two lines are no higher than one, and most names fit on the first. */
  .done {
    padding: 0 0.7em;
    line-height: 1.25;
  }
  .done small {
    display: inline-block;
    margin: 0 0.7em;
    color: var(--_muted);
    font-size: 0.9em;
    font-weight: 400;
  }
  [name='trigger'] + [part='disconnect'] {
    margin-block-start: calc(0.25 * var(--_space));
    padding-inline: 0.7em;
  }
  /* Both buttons on one line, unless a word of the first would have to break. */
  @supports selector(:state(connected)) {
    :host(:state(connected)) {
      display: inline-flex;
      flex-wrap: wrap;
      gap: calc(0.25 * var(--_space));
    }
    .done {
      flex: 1 1 min-content;
    }
    [name='trigger'] + [part='disconnect'] {
      margin: 0;
    }
  }
  dialog {
    /* As when modal, so that its size is the same when it isn't. */
    position: fixed;
    inset-block: 0;
    flex-direction: column;
    /* In percent, because the page may be zoomed. */
    inline-size: min(27em, 100% - 32px);
    max-block-size: min(46em, 100% - 32px);
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) * 1.6);
    overflow: hidden;
    background: var(--_surface);
    color: var(--_text);
    /* Even inside a hidden parent: an invisible modal dialog would block the page. */
    visibility: visible;
    box-shadow: 0 24px 64px rgb(0 0 0 / 0.3), 0 0 0 1px var(--_line);
    transition: opacity 0.18s, translate 0.18s;
  }
  dialog[open] {
    display: flex;
  }
  /* While it isn't modal, it can't be used. */
  dialog:not(:modal) {
    visibility: hidden;
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
    gap: calc(0.75 * var(--_space));
    padding: calc(1.25 * var(--_space)) calc(1.25 * var(--_space)) 0;
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: 1.2em;
    font-weight: 600;
    line-height: 1.3;
  }
  header button {
    flex: none;
    inline-size: calc(0.87 * var(--_control));
    min-block-size: calc(0.87 * var(--_control));
    margin: calc(-0.25 * var(--_space));
    padding: 0;
    color: var(--_muted);
  }
  [part='back'] svg:dir(rtl) {
    scale: -1 1;
  }
  @media (max-width: 480px) {
    /* Beside other things, a long name would make the page too wide. */
    .done {
      flex-basis: auto;
    }
    .done span {
      overflow-wrap: anywhere;
    }
    dialog {
      inline-size: 100%;
      max-inline-size: none;
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-block-end: env(safe-area-inset-bottom);
    }
  }
`;
