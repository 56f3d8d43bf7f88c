import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { AuthError } from '../../engine/errors.js';
import type { AuthResult } from '../../engine/options.js';
import { isBusy, type Step } from './connect-step.js';
import { explain } from '../texts/error-text.js';
import type { MessageKey } from '../texts/english.js';
import type { Translate } from '../texts/messages.js';
import { shorten } from '../dom/trim.js';
import { isElement } from '../dom/dom-types.js';

/** A button of a panel: the key of its text, which is also its part, and its action. */
export type Action = readonly [key: MessageKey, act: () => unknown];

/** The buttons of a panel; the first one is the primary one. */
export function actions(text: Translate, ...list: readonly Action[]): TemplateResult {
  const part = (key: string): string => key.replaceAll('_', '-');
  return html`<div part="actions">
    ${list.map(
      ([key, act], index) =>
        html`<button part=${part(key)} class=${index ? '' : 'first primary'} @click=${act}>${text(key)}</button>`,
    )}
  </div>`;
}

const beginning = ['connect', 'reconnect', 'disconnect', 'retry', 'open-window', 'open-again'];
const beginningSelector = beginning.map((part) => `[part=${part}]`).join();

/** Disables the buttons that begin or end a connection. Those that show or close something stay enabled. */
export function disableActions(root: ParentNode, isDisabled: boolean): void {
  for (const each of root.querySelectorAll<HTMLButtonElement>(beginningSelector)) each.disabled = isDisabled;
}

/** An attempt with a popup, as far as its panel needs it. */
interface Popup {
  readonly step: Step;
  readonly popup: {
    /** Whether the page can be asked if the connection was made. */
    readonly canCheck: boolean;
    focus(): void;
    check(): Promise<void>;
    openAgain(): void;
    giveUp(): Promise<void>;
  };
}

/** What the user can do while the popup is open, or may be: only they can see it. */
export function popupPanel(
  text: Translate,
  status: string,
  { step, popup }: Popup,
  cancel: () => void,
): TemplateResult[] {
  const waiting = step.name === 'popup' && step.waiting;
  const check: Action[] = popup.canCheck ? [['check_again', () => popup.check()]] : [];
  const list: Action[] = waiting
    ? [...check, ['open_again', () => popup.openAgain()], ['closed_it', () => popup.giveUp()]]
    : [['show_window', () => popup.focus()]];
  return [
    html`<div part="popup-status">${spinner()}<p>${status}</p></div>`,
    actions(text, ...list, ['cancel', cancel]),
  ];
}

/** What is known about the connected account. */
interface Account {
  readonly name: string;
  /** The integration whose connection was ended a moment ago. */
  readonly ended: string;
  readonly account: { readonly reconnect?: boolean } | undefined;
}

/**
 * The status text of a step, also for screen readers.
 * @param name the integration's
 */
export function statusText(
  text: Translate,
  step: Step,
  name: string,
  result: AuthResult | undefined,
  { name: account, account: known, ended }: Account,
): string {
  if (step.name === 'popup')
    return text(step.waiting === 'lost' ? 'waiting_lost' : step.waiting ? 'waiting' : 'finish');
  if (isBusy(step)) return text(step.name === 'loading' ? 'loading' : 'connecting');
  if (step.name !== 'connected') return ended && text('disconnected', { name: name || ended });
  const { isPending, providerConfigKey = '' } = result ?? {};
  const values = { name: name || providerConfigKey, account };
  if (isPending) return text('pending', values);
  if (known?.reconnect) return text('needs_reconnect', values);
  return text(account ? 'connected_as' : name ? 'connected_to' : 'connected', values);
}

export function spinner(): TemplateResult {
  return html`<span class="spinner"></span>`;
}

/**
 * The error in the user's language, after what has failed, with its type and message as details. Two errors have a message for
 * the user, from the provider or the page's owner. Nothing without an error.
 */
export function problem(text: Translate, error: AuthError | undefined, failed?: string): unknown {
  if (!error) return nothing;
  const message = shorten(error.message, 2000);
  return html`<div part="error" role="alert">
    ${failed ? html`<p>${failed}</p>` : nothing}
    <p>${explain(text, error)}</p>
    ${
      /^connection_(test|validation)_failed$/.test(error.type)
        ? html`<p part="details">${message}</p>`
        : html`<details>
      <summary>${text('details')}</summary>
      <p part="details">${error.type}: ${message}</p>
    </details>`
    }
  </div>`;
}

/** A placeholder in the shape of a form, to avoid a layout shift when the form is loaded. */
export function skeleton(): TemplateResult {
  return html`<div part="skeleton" tabindex="-1"><i></i><i></i><i></i></div>`;
}

const paths = {
  check: 'M4 12.5l5.5 5.5L20 7',
  attention: 'M12 4v10M12 19v.1',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
};

function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg class=${name} viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${paths[name]} />`}</svg>`;
}

/** The icon beside the status of a connection: a check mark only if nothing is left to do. */
export function connectionIcon(result: AuthResult | undefined, { account }: Account): TemplateResult {
  return icon(result?.isPending || account?.reconnect ? 'attention' : 'check');
}

/** An image that is hidden if it can't be loaded. */
export function picture(url: string | undefined): TemplateResult | typeof nothing {
  return url ? html`<img part="logo" src=${url} alt="" loading="lazy" @error=${hide} />` : nothing;
}

function hide(event: Event): void {
  if (isElement(event.target)) event.target.hidden = true;
}

/** What surrounds a panel. */
interface Frame {
  readonly title: string;
  readonly logo: string | undefined;
  readonly status: string;
  /** If missing, there is no such button. */
  readonly back: (() => void) | undefined;
  readonly close: (() => void) | undefined;
}

/** A panel with its title. */
export function framed(text: Translate, { title, logo, status, back, close }: Frame, body: unknown): TemplateResult {
  return html`<header part="header">
      ${
        back
          ? html`<button part="back" class="plain" aria-label=${text('back')} @click=${back}>${icon('back')}</button>`
          : nothing
      }
      ${picture(logo)}
      <h2 part="title" id="title">${title}</h2>
      ${
        close
          ? html`<button part="close" class="plain" aria-label=${text('close')} @click=${close}>${icon('close')}</button>`
          : nothing
      }
    </header>
    <p class="sr" role="status">${status}</p>
    <div part="body">${body}</div>`;
}
