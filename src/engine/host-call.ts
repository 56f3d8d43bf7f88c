/** Calls one of the page's functions. An error that it throws is reported like any uncaught error, and ignored here. */
export function callHost(act: () => void): void {
  try {
    act();
  } catch (thrown) {
    // jsdom has no reportError.
    (globalThis.reportError ?? console.error)(thrown);
  }
}
