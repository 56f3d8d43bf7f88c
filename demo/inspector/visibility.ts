const real = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState') ?? {};

/** Makes the page look hidden to its scripts, as one behind a popup is on a phone, or as it really is again. */
export function setHidden(isHidden: boolean): void {
  const before = document.visibilityState;
  Object.defineProperty(Document.prototype, 'visibilityState', isHidden ? { ...real, get: () => 'hidden' } : real);
  if (document.visibilityState !== before) document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}
