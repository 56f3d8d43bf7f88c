import { AuthError } from './errors.js';

/**
 * The `features` of a window in the middle of this one, on whichever screen this one is.
 * @param width, height in CSS pixels; never more than the screen has
 */
export function popupFeatures(width: number, height: number): string {
  const w = Math.min(width, screen.availWidth);
  const h = Math.min(height, screen.availHeight);
  const middle = (start: number, room: number) => Math.round(start + Math.max(0, room / 2));
  return `popup,width=${w},height=${h},left=${middle(screenX, outerWidth - w)},top=${middle(screenY, outerHeight - h)}`;
}

/**
 * Opens a blank window. Must run before the first `await` of a click's handler: the gesture expires.
 * @throws {AuthError} `blocked_by_browser`
 * @see https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-open-dev
 */
export function openPopup(width: number, height: number): Window {
  // A home-screen app loses windows that have features; there it opens as a tab.
  const features = matchMedia('(display-mode:standalone)').matches ? '' : popupFeatures(width, height);
  let popup: Window | null | undefined;
  try {
    popup = open('', '_blank', features);
  } catch {
    // Some in-app browsers throw where others give null.
  }
  if (!popup || popup.closed) throw new AuthError('blocked_by_browser');
  try {
    // Something to look at until it is sent on, in the user's own light or dark.
    const { document: page } = popup;
    page.documentElement.style.colorScheme = 'light dark';
    page.title = page.body.textContent = '…';
  } catch {
    // A page in a sandbox may not look into its own popup.
  }
  return popup;
}
