/**
 * Writes what the page shows into its address, so that a reload and a link lead back to it.
 * @param isOwn says of a parameter whether it is one of these, present or not; the others stay
 */
export function writeAddress(
  values: Readonly<Record<string, string>>,
  isOwn = (name: string): boolean => Object.hasOwn(values, name),
): void {
  const url = new URL(location.href);
  for (const name of Array.from(url.searchParams.keys())) if (isOwn(name)) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
  try {
    history.replaceState(null, '', url);
  } catch {
    // Safari allows a hundred changes in half a minute. The next one makes up for it.
  }
}

/** What the address says. */
export function readAddress(): Record<string, string> {
  return Object.fromEntries(new URL(location.href).searchParams);
}
