import { closestTo, elementAround } from './page-names.js';

const disabled = ':is(:disabled, [aria-disabled=true])';

/** Whether an event is on the page's own submit button: it is outside of our form, and maybe inside of one of the page's. */
export function isOnPageSubmit(host: Element, { target }: Event): boolean {
  const button = closestTo(target, '[slot=submit]');
  return !!button && elementAround(button) === host;
}

/** Whether the page's own submit button is disabled. */
export const isPageSubmitDisabled = (host: Element): boolean =>
  !!host.querySelector(`:scope > [slot=submit]${disabled}, :scope > [slot=submit] ${disabled}`);
