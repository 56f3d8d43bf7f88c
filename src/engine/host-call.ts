/** Calls one of the page's functions. What it throws is reported like any uncaught error, and changes nothing here. */
export function callHost(act: () => void): void {
  try {
    act();
  } catch (thrown) {
    // jsdom has none.
    (globalThis.reportError ?? console.error)(thrown);
  }
}
