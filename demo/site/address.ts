/**
 * Stores what the page shows in its URL, so that a reload or a link restores it.
 * @param isOwn whether a parameter is one of these; the others stay
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
    // Safari allows 100 changes in 30 s. The next one will include this one.
  }
}

/** The parameters of the URL. */
export function readAddress(): Record<string, string> {
  return Object.fromEntries(new URL(location.href).searchParams);
}
