import { AuthError } from './errors.js';

/**
 * The `features` of a window in the middle of this one, on whichever screen this one is.
 * @param width, height in CSS pixels; never more than the screen has
 */
export function popupFeatures(width: number, height: number): string {
  const size = { width: Math.min(width, screen.availWidth), height: Math.min(height, screen.availHeight) };
  const left = Math.max(screenX, screenX + (outerWidth - size.width) / 2);
  const top = Math.max(screenY, screenY + (outerHeight - size.height) / 2);
  return `popup,scrollbars,resizable,width=${size.width},height=${size.height},left=${Math.round(left)},top=${Math.round(top)}`;
}

/**
 * Opens a blank window. Must run before the first `await` of a click's handler: the gesture expires.
 * @throws {AuthError} `blocked_by_browser`
 * @see https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-open-dev
 */
export function openPopup(width: number, height: number): Window {
  // A home-screen app loses windows that have features; there it opens as a tab.
  const features = matchMedia('(display-mode: standalone)').matches ? '' : popupFeatures(width, height);
  let popup: Window | null | undefined;
  let cause: unknown;
  try {
    popup = open('', '_blank', features);
  } catch (thrown) {
    cause = thrown;
  }
  if (!popup || popup.closed) throw new AuthError('blocked_by_browser', { cause });
  try {
    // Something to look at until it is sent on, in the user's own light or dark.
    popup.document.documentElement.style.colorScheme = 'light dark';
    popup.document.title = popup.document.body.textContent = '…';
  } catch {
    // A page in a sandbox may not look into its own popup.
  }
  return popup;
}
