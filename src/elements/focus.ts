/** What has the focus inside an element. happy-dom throws where that was removed from the page meanwhile. */
export function focusedIn(host: Element): Element | null | undefined {
  try {
    return host.shadowRoot?.activeElement;
  } catch {
    return null;
  }
}
