import { closeWatch } from './close-watch.js';
import { AuthError } from './errors.js';
import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import { property } from './property.js';

const pollMs = 50;
const closeWithinMs = 1_000;
const arrivalMs = 250;

export type PopupWindow = ReturnType<typeof openPopup>;

/**
 * Opens a blank window, which closes at the end of `life`. Must run before the first `await` of a click handler, because the
 * gesture expires.
 * @param width in CSS pixels; at most the screen's
 * @param height in CSS pixels; at most the screen's
 * @throws {AuthError} `blocked_by_browser`
 * @see https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-open-dev
 */
export function openPopup(width: number, height: number, life: Lifetime) {
  const popup = openBlank(width, height);
  const watch = closeWatch();
  let expectsPage = false;

  /** Its URL; empty on another origin. */
  const url = (): string => {
    try {
      return popup.location.href;
    } catch {
      return '';
    }
  };
  const isFirstPageLoading = (): boolean => watch.navigations > 0 && url() === 'about:blank';

  life.onEnd(() => {
    // Chromium drops a close while a page loads: waits for the first page, and retries, for a second at most.
    const closing = startLifetime();
    const from = expectsPage && !url() ? performance.now() + arrivalMs : 0;
    const close = () => {
      if (performance.now() >= from && !isFirstPageLoading()) popup.close();
      if (popup.closed) closing.end();
    };
    closing.onEnd(() => popup.close());
    closing.every(pollMs, close);
    // In the background, timers fire only once a second, so the end must not depend on the number of retries.
    closing.after(closeWithinMs, closing.end);
    // A page that is being unloaded can't wait.
    closing.listen(window, ['pagehide'], closing.end);
    close();
  });

  /** Chromium and WebKit drop a navigation that starts while another one loads: waits until that one has arrived. */
  const firstPage = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = life.every(pollMs, () => {
        if (isFirstPageLoading()) return;
        stop();
        resolve();
      });
    });

  const beforeUnload = () => watch.beforeUnload(performance.now());

  return {
    /** The `source` of its pages' messages. */
    window: popup,
    /** Determines what `closed` means. */
    watch,
    /** How many times it was navigated. */
    get navigations(): number {
      return watch.navigations;
    },
    /** `closed`, as the browser reports it. */
    get closed(): boolean {
      return popup.closed;
    },
    /** Whether it is on another origin. */
    get foreign(): boolean {
      return !url();
    },
    /** Its next page is coming: Chromium loses a close that meets it, so the close at the end waits a moment. */
    expectPage: (): void => void (expectsPage = true),
    /** Navigates it; the first time immediately. */
    async navigate(address: string): Promise<void> {
      if (watch.navigations) await firstPage();
      // When it comes from another origin, this page can't see the new page arrive.
      expectsPage = watch.navigations > 0;
      watch.navigations++;
      try {
        popup.addEventListener('beforeunload', beforeUnload);
      } catch {
        // It is already on another origin, or this page is sandboxed.
      }
      try {
        popup.location.replace(address);
      } catch (thrown) {
        // A provider's page that has disowned this one can't be navigated: the first URL has got through.
        if (!expectsPage) throw thrown;
      }
    },
  };
}

function openBlank(width: number, height: number): Window {
  if (typeof window === 'undefined')
    throw new AuthError('unknown_error', { message: 'Connecting requires a browser.' });
  let features = 'popup';
  let popup: Window | undefined;
  try {
    // A home-screen app loses track of windows with features: there it opens as a tab.
    features = matchMedia('(display-mode:standalone)').matches ? '' : popupFeatures(width, height);
  } catch {
    // Size and position are optional: some WebViews, and stubs in tests, lack what they are computed from.
  }
  try {
    const opened = open('', '_blank', features);
    if (isNewWindow(opened)) popup = opened;
  } catch {
    // Some in-app browsers throw where others return null.
  }
  if (!popup) throw new AuthError('blocked_by_browser');
  try {
    // Shown until it is navigated, in the user's color scheme.
    const { document: page } = popup;
    page.documentElement.style.colorScheme = 'light dark';
    page.title = page.body.textContent = '…';
  } catch {
    // A sandboxed page may not access its own popup.
  }
  return popup;
}

/**
 * Some WebViews and stubs return something else; a WebView with a single window returns that window. Reads only what a
 * window of another origin also exposes.
 */
function isNewWindow(popup: unknown): popup is Window {
  const can = (value: unknown, name: string) => typeof property(value, name) === 'function';
  return (
    popup !== window &&
    popup !== window.top &&
    property(popup, 'closed') === false &&
    can(property(popup, 'location'), 'replace') &&
    can(popup, 'close') &&
    can(popup, 'focus')
  );
}

/** The `features` of a window centered over this one, on the same screen. */
function popupFeatures(width: number, height: number): string {
  const w = Math.min(width, screen.availWidth);
  const h = Math.min(height, screen.availHeight);
  const middle = (start: number, room: number) => Math.round(start + Math.max(0, room / 2));
  return `popup,width=${w},height=${h},left=${middle(screenX, outerWidth - w)},top=${middle(screenY, outerHeight - h)}`;
}
