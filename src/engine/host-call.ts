/** Calls a function of the page's. What it throws is reported as the page's error, and changes nothing here. */
export function callHost(act: () => void): void {
  try {
    act();
  } catch (thrown) {
    // jsdom has none.
    (globalThis.reportError ?? console.error)(thrown);
  }
}
