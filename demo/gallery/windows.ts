/** What happens to a window: it stays open, the provider's policy severs it, or the browser blocks it. */
export type Fate = 'stays' | 'severed' | 'blocked';

let next: Fate = 'blocked';

/**
 * Replaces a window, which a page can't open without a click. It has the members that the engine uses.
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
    // There is nothing to show.
  }

  postMessage(): void {
    // Nobody listens.
  }
}

/** From now on, no real window opens, and every call counts as a user gesture. */
export function standIn(): void {
  Object.defineProperty(navigator, 'userActivation', { value: { isActive: true, hasBeenActive: true } });
  Object.defineProperty(window, 'open', {
    value: () => (next === 'blocked' ? null : new StandInWindow(next)),
  });
}

/** Sets what happens to the window that `act` opens. */
export function withWindow(fate: Fate, act: () => void): void {
  next = fate;
  act();
  next = 'blocked';
}
