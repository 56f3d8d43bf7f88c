import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { AuthError } from '../engine/errors.js';
import { obstacle } from './environment.js';
import type { MessageKey } from './messages.js';
import type { NangoElement } from './nango-element.js';

/** A button of a panel: its text, which is its part too, and what it does. */
export type Action = readonly [key: MessageKey, act: () => unknown];

/** The buttons of a panel; the first one is the one to press. */
export function actions(host: NangoElement, ...list: readonly Action[]): TemplateResult {
  return html`<div part="actions">
    ${list.map(
      ([key, act], index) =>
        html`<button part=${key} class=${index ? '' : 'first primary'} @click=${act}>${host.text(key)}</button>`,
    )}
  </div>`;
}

/** What goes on, with a sign that it does. */
export function waiting(text: string): TemplateResult {
  return html`<div part="away">${spinner()}<p>${text}</p></div>`;
}

export function spinner(): TemplateResult {
  return html`<span class="spinner"></span>`;
}

/** What went wrong, in the user's language, with the server's words for those who want them. */
export function problem(host: NangoElement, error: AuthError): TemplateResult {
  return html`<div part="error" role="alert">
    <p>${explain(host, error)}</p>
    <details>
      <summary>${host.text('details')}</summary>
      <p part="details">${error.type}: ${error.message}</p>
    </details>
  </div>`;
}

const same: Readonly<Record<string, string>> = {
  unknown_connect_session_token: 'session_token_error',
  missing_connect_session_token: 'session_token_error',
  unknown_provider_config: 'integration_not_allowed',
};

/** A failure in the user's language, by its type, else by its outcome. */
export function explain(host: NangoElement, { type, outcome }: AuthError): string {
  const kind = (type === 'blocked_by_browser' && obstacle()) || same[type] || type;
  return host.text(`error_${kind}`) ?? host.text(`error_${outcome}`);
}

/** In the shape of a form, so that nothing jumps when it is there. */
export function skeleton(): TemplateResult {
  return html`<div part="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`;
}

const paths = { check: 'M4 12.5l5.5 5.5L20 7', close: 'M6 6l12 12M18 6L6 18', back: 'M15 5l-7 7 7 7' };

export function icon(name: keyof typeof paths): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${paths[name]} />`}</svg>`;
}

/** What a panel is shown in. */
export interface Frame {
  readonly title: string;
  readonly logo: string | undefined;
  readonly status: string;
  readonly back: (() => void) | false;
  readonly close: () => void;
}

/** A picture that gives way where it can't be had. */
export function picture(url: string | undefined): TemplateResult | typeof nothing {
  return url ? html`<img part="logo" src=${url} alt="" loading="lazy" @error=${hide} />` : nothing;
}

function hide(event: Event): void {
  if (event.target instanceof HTMLElement) event.target.hidden = true;
}

/** Whatever is shown, framed by its title. */
export function framed(
  host: NangoElement,
  { title, logo, status, back, close }: Frame,
  body: unknown,
  modal: boolean,
): TemplateResult {
  return html`<header part="header">
      ${
        back
          ? html`<button part="back" class="plain" aria-label=${host.text('back')} @click=${back}>${icon('back')}</button>`
          : nothing
      }
      ${picture(logo)}
      <h2 part="title" id="title">${title}</h2>
      ${
        modal
          ? html`<button part="close" class="plain" aria-label=${host.text('close')} @click=${close}>${icon('close')}</button>`
          : nothing
      }
    </header>
    <p class="sr" role="status">${status}</p>
    <div part="body">${body}</div>`;
}
