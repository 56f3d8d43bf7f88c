/** Delays changes while the mouse button is down: they could move a button away before it is clicked. */
export class MousePress {
  #isDown: Promise<void> | undefined;

  /** Calls `act` now, or as soon as the mouse button is released. */
  afterwards(act: () => void): void {
    if (this.#isDown) void this.#isDown.then(act);
    else act();
  }

  /** @param event of the window */
  readonly onMouseDown = ({ currentTarget: view }: Event): void => {
    this.#isDown = new Promise((resolve) => {
      const release = (): void => {
        this.#isDown = undefined;
        resolve();
      };
      view?.addEventListener('mouseup', () => setTimeout(release), { once: true });
    });
  };
}
