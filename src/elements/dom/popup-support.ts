/** In-app browsers: most can't open popups, or none that can report back. */
const insideApp =
  /FBA[NV]|Instagram|LinkedInApp|TikTok|musical_ly|BytedanceWebview|Snapchat|Pinterest|MicroMessenger|Line\/|; wv\)/i;

/**
 * Why popups can't open here, apart from a popup blocker.
 * @returns the end of a message key, `error_…`; `undefined` if no reason is known
 */
export function popupRestriction(): 'in_app' | 'framed' | undefined {
  if (insideApp.test(navigator.userAgent)) return 'in_app';
  // A sandboxed frame without allow-popups can't be told from other frames before a window fails.
  return window.top === window ? undefined : 'framed';
}
