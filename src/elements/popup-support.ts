/** Browsers inside other apps: most of them open no popup, or none that can report back. */
const insideApp =
  /FBA[NV]|Instagram|LinkedInApp|TikTok|musical_ly|BytedanceWebview|Snapchat|Pinterest|MicroMessenger|Line\/|; wv\)/i;

/**
 * What keeps a popup from opening here, beside a popup blocker.
 * @returns a key of the messages, `error_…`
 */
export function popupRestriction(): 'in_app' | 'framed' | undefined {
  if (insideApp.test(navigator.userAgent)) return 'in_app';
  // A sandboxed frame without allow-popups can't be told from other frames before a window fails.
  return window.top === window ? undefined : 'framed';
}
