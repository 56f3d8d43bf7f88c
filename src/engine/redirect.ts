/**
 * Describes where a server redirects to, for the developer who has to change `host`.
 * @param url the redirected URL; requested again without its query, which contains secrets
 * @param signal aborts that request
 */
export async function describeRedirect(url: string, signal: AbortSignal): Promise<string> {
  const { origin, pathname } = new URL(url);
  const asked = origin + pathname;
  let host = 'its new URL';
  try {
    const response = await fetch(asked, { signal, credentials: 'omit' });
    // Another method may not be redirected.
    if (response.url !== asked) host = hostOf(new URL(response.url), pathname);
  } catch {
    // The other server doesn't let this page read it.
  }
  return `The server redirects. Set host to ${host}.`;
}

/** The part of the new URL before the path that both URLs end with. */
function hostOf(reached: URL, pathname: string): string {
  const segments = reached.pathname.split('/');
  const asked = pathname.split('/');
  while (segments.length > 1 && segments.at(-1) === asked.pop()) segments.pop();
  return reached.origin + segments.join('/');
}
