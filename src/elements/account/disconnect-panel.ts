import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AuthError } from '../../engine/errors.js';
import type { DisconnectPhase } from '../attempt/connect-step.js';
import type { Translate } from '../texts/messages.js';
import { actions, problem, spinner } from '../attempt/panels.js';

/** What ends a connection. */
interface Disconnect {
  readonly error: AuthError | undefined;
  readonly keep: () => void;
  readonly disconnect: () => Promise<void>;
}

/**
 * Asks whether to end a connection, and shows the progress or failure.
 * @param text translates into the user's language
 * @param phase what to show
 * @param name the integration's
 */
export function disconnectPanel(
  text: Translate,
  phase: DisconnectPhase,
  name: string,
  { error, keep, disconnect }: Disconnect,
): TemplateResult {
  switch (phase) {
    case 'asked':
      return html`<p role="alert">${text('disconnect_ask', { name })}</p>
        ${actions(text, ['disconnect', disconnect], ['cancel', keep])}`;
    case 'sent':
      return html`<div part="popup-status" tabindex="-1">${spinner()}<p role="status">${text('disconnecting')}</p></div>`;
    case 'failed':
      return html`${problem(text, error, text('disconnect_failed', { name }))}
        ${actions(text, ['retry', disconnect], ['cancel', keep])}`;
  }
}
