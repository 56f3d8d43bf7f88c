import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AuthResult } from '../engine/options.js';
import { NangoElement } from './nango-element.js';
import { base } from './shared.styles.js';

/** A button that connects an account. */
export class NangoConnect extends NangoElement {
  static override styles = [base];

  override connect(): Promise<AuthResult> {
    return this.run();
  }

  override render(): TemplateResult {
    return html`<button part="button" class="primary" @click=${this.connect}><slot>${this.text('connect')}</slot></button>`;
  }
}
