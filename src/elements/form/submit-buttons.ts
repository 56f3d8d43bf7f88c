import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { nameOf, type FormSchema } from './fields.js';
import { isElement, someMatch } from '../dom/dom-types.js';
import type { Translate } from '../texts/messages.js';

/** The buttons below a form. */
interface SubmitState {
  readonly label: string;
  /** Whether the form was sent. */
  readonly busy: boolean;
  readonly press: (event: Event) => void;
  /** Ends the attempt. Without it, there is no Cancel button. */
  readonly cancel: (() => void) | undefined;
}

/** The label of the submit button. */
export function submitLabel(text: Translate, schema: FormSchema): string {
  const name = nameOf(schema);
  return text(schema.session?.isReconnecting ? 'reconnect' : name ? 'connect_to' : 'connect', { name });
}

/** The submit button, in a slot for the page's own, and the Cancel button. */
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

/** The listeners for everything that sends a form. */
export interface SubmitListeners {
  /** When a script or an extension submits it. */
  readonly onSubmit: (event: Event) => void;
  /** Enter clicks the form's own button, even if the page's button replaces it. */
  readonly onPress: (event: Event) => void;
  /** For the host: the page's own button. */
  readonly onHostClick: (event: Event) => void;
}

/**
 * Creates the listeners for everything that sends a form.
 * @param host the form's element
 * @param submit sends it
 */
export function submitListeners(host: Element, submit: () => void): SubmitListeners {
  /** The page's own buttons, also those that another element passes on in a slot. */
  const buttons = (): Element[] =>
    host.shadowRoot?.querySelector<HTMLSlotElement>('slot[name=submit]')?.assignedElements({ flatten: true }) ?? [];
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    submit();
  };
  const onPress = (event: Event): void => {
    event.preventDefault();
    // As in a native form, Enter activates the first button, if it is enabled.
    const [first] = buttons();
    if (!first?.matches(disabled) && !first?.querySelector(disabled)) submit();
  };
  // The page's own button is outside our form, and possibly inside one of the page's.
  const onHostClick = (event: Event): void => {
    const path = event.composedPath();
    const own = path.findIndex((each) => isElement(each) && buttons().includes(each));
    if (own < 0 || event.target === host) return;
    event.preventDefault();
    if (!someMatch(path.slice(0, own + 1), disabled)) submit();
  };
  return { onSubmit, onPress, onHostClick };
}

/** Custom elements without form association have only the attribute. */
const disabled = ':is(:disabled, [disabled], [aria-disabled=true])';
