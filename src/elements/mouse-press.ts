/** Waits for the mouse button: what appears while it is down could move a button away before it is clicked. */
export class MousePress {
  #isDown: Promise<void> | undefined;

  /** Does something now, or as soon as the mouse button is up again. */
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
