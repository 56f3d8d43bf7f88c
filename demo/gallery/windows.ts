/** What becomes of a window: it stays, it is cut off by the provider's policy, or the browser does not open it. */
export type Fate = 'stays' | 'severed' | 'blocked';

let next: Fate = 'blocked';

/**
 * Stands in for a window: no page may open one by itself. It has what the engine reads of one.
 * @see src/engine/popup-window.ts
 */
class StandInWindow extends EventTarget {
  closed = false;
  readonly document = { documentElement: { style: { colorScheme: '' } }, title: '', body: { textContent: '' } };
  readonly location: { readonly href: string; replace(address: string): void };

  constructor(fate: Fate) {
    super();
    this.location = {
      href: 'about:blank',
      replace: () => {
        if (fate === 'severed') this.closed = true;
      },
    };
  }

  close(): void {
    this.closed = true;
  }

  focus(): void {
    // There is nothing to see.
  }

  postMessage(): void {
    // Nobody listens.
  }
}

/** From now on no real window opens, and the user's gesture is taken as given. */
export function standIn(): void {
  Object.defineProperty(navigator, 'userActivation', { value: { isActive: true, hasBeenActive: true } });
  Object.defineProperty(window, 'open', {
    value: () => (next === 'blocked' ? null : new StandInWindow(next)),
  });
}

/** Says what becomes of the window that `act` opens. */
export function withWindow(fate: Fate, act: () => void): void {
  next = fate;
  act();
  next = 'blocked';
}
