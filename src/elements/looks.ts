import type { CSSResult } from 'lit';
import type { Session } from '../engine/options.js';
import { adoptSheets } from './dom/style-sheets.js';
import { themeSheet, type Look } from './theme.js';

/** The looks of an element: its style sheets, and the settings of page and session. */
export class Looks {
  readonly #host: HTMLElement & Look;
  readonly #sheets: () => readonly CSSResult[];
  #session: Session | undefined;
  #applied = false;

  /**
   * @param host the element
   * @param sheets its style sheets
   */
  constructor(host: HTMLElement & Look, sheets: () => readonly CSSResult[]) {
    this.#host = host;
    this.#sheets = sheets;
  }

  /** Applies the session's settings. */
  set session(session: Session | undefined) {
    this.#session = session;
    this.apply();
  }

  /** Adds the style sheets, once there is something to see. */
  apply(): void {
    const { shadowRoot } = this.#host;
    if (!shadowRoot) return;
    const theme = themeSheet(this.#host, this.#session);
    adoptSheets(shadowRoot, theme ? [...this.#sheets(), theme] : this.#sheets(), this.#applied);
    this.#applied = true;
  }
}
