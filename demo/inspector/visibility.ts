const real = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState') ?? {};

/** Makes the page look hidden to its scripts, like a page behind a popup on a phone, or restores its real state. */
export function setHidden(isHidden: boolean): void {
  const before = document.visibilityState;
  Object.defineProperty(Document.prototype, 'visibilityState', isHidden ? { ...real, get: () => 'hidden' } : real);
  if (document.visibilityState !== before) document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}
