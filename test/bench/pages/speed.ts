/** Where the server is and with what to ask it, from this page's address. */
export function settings(): { host: string; connectSessionToken: string } {
  const query = new URLSearchParams(location.search);
  return { host: query.get('host') ?? '', connectSessionToken: query.get('token') ?? '' };
}

export const report = (numbers: Record<string, number>): Promise<unknown> =>
  fetch('/report', { method: 'POST', body: JSON.stringify(numbers) });

/** The bench has asked for something: it changes the hash. Wait for it before the report that it answers. */
export const nextHash = (): Promise<unknown> => new Promise((resolve) => (window.onhashchange = resolve));

/** Ends after the next frame is on its way to the screen. */
export const painted = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/**
 * Connects when the page's button is clicked, and reports when that was and how long the result took.
 * @param hover called when the pointer has stayed for 100 ms, as <nango-connect> does
 */
export function connectOnClick(start: () => Promise<unknown>, hover?: () => void): void {
  const button = document.querySelector('button');
  let timer: number | undefined;
  button?.addEventListener('pointerenter', () => (timer = window.setTimeout(() => hover?.(), 100)));
  button?.addEventListener('pointerleave', () => clearTimeout(timer));
  button?.addEventListener('click', ({ timeStamp }) => {
    const told = (numbers: Record<string, number>) =>
      report({ clickedAt: performance.timeOrigin + timeStamp, ...numbers });
    start().then(
      () => told({ result: performance.now() - timeStamp }),
      () => told({ failed: 1 }),
    );
  });
  void report({ ready: 1 });
}
