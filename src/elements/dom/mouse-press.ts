/** Delays changes while the mouse button is down: they could move a button away before it is clicked. */
export class MousePress {
  #isDown: Promise<void> | undefined;
  #release: (() => void) | undefined;

  /** Calls `act` now, or as soon as the mouse button is released. */
  afterwards(act: () => void): void {
    if (this.#isDown) void this.#isDown.then(act);
    else act();
  }

  /** Handles `mousedown` and `mouseup` of the window, and of the shadow root: those of a dialog don't reach the window. */
  readonly onMouse = ({ type }: Event): void => {
    if (type === 'mousedown') this.#isDown ??= new Promise((resolve) => (this.#release = resolve));
    else
      setTimeout(() => {
        this.#isDown = undefined;
        this.#release?.();
      });
  };
}
