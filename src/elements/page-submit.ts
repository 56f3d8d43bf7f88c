const disabled = ':is(:disabled, [aria-disabled=true])';

/** Whether an event is on the page's own submit button: it is outside of our form, and maybe inside of one of the page's. */
export const isOnPageSubmit = (host: Element, { target }: Event): boolean =>
  target instanceof Element && target.closest('[slot=submit]')?.parentElement === host;

/** Whether the page's own submit button is disabled. */
export const isPageSubmitDisabled = (host: Element): boolean =>
  !!host.querySelector(`:scope > [slot=submit]${disabled}, :scope > [slot=submit] ${disabled}`);
