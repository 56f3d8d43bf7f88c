import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { nameOf, type FormSchema } from './fields.js';
import type { Translate } from './messages.js';
import { closestTo, elementAround } from './page-names.js';

/** The buttons below a form. */
interface SubmitState {
  readonly label: string;
  /** It was sent. */
  readonly busy: boolean;
  readonly press: (event: Event) => void;
  /** Without it there is no such button. */
  readonly cancel: (() => void) | undefined;
}

/** What the button that sends a form says. */
export function submitLabel(text: Translate, schema: FormSchema): string {
  const name = nameOf(schema);
  return text(schema.session?.isReconnecting ? 'reconnect' : name ? 'connect_to' : 'connect', { name });
}

/** The button that sends the form, with room for the page's own, and the one that ends the attempt. */
export function submitButtons(text: Translate, { label, busy, press, cancel }: SubmitState): TemplateResult {
  return html`<div part="actions">
    <slot name="submit">
      <button part="submit" class="primary" type="submit" aria-busy=${busy} @click=${press}>
        ${busy ? html`<i class="spinner"></i>${text('connecting')}` : label}
      </button>
    </slot>
    ${
      cancel
        ? html`<button part="cancel" class="plain" type="button" @click=${cancel}>${text('cancel')}</button>`
        : nothing
    }
  </div>`;
}

/** What sends a form, each as a listener. */
export interface SubmitListeners {
  /** As a script or an extension sends it. */
  readonly onSubmit: (event: Event) => void;
  /** Enter presses the form's own button, also where one of the page's stands in its place. */
  readonly onPress: (event: Event) => void;
  /** For the host: the page's own button. */
  readonly onHostClick: (event: Event) => void;
}

/**
 * Listeners for all that sends a form.
 * @param host the form's element
 * @param submit sends it
 */
export function submitListeners(host: Element, submit: () => void): SubmitListeners {
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    submit();
  };
  const onPress = (event: Event): void => {
    event.preventDefault();
    if (!isPageSubmitDisabled(host)) submit();
  };
  return { onSubmit, onPress, onHostClick: (event) => isOnPageSubmit(host, event) && onPress(event) };
}

/** Whether an event is on the page's own submit button, which is outside our form, and maybe inside one of the page. */
function isOnPageSubmit(host: Element, { target }: Event): boolean {
  const button = closestTo(target, '[slot=submit]');
  return !!button && elementAround(button) === host;
}

const disabled = ':is(:disabled, [aria-disabled=true])';

function isPageSubmitDisabled(host: Element): boolean {
  return !!host.querySelector(`:scope > [slot=submit]${disabled}, :scope > [slot=submit] ${disabled}`);
}
