/** Waits for one result at a time: a newer task, or `cancel()`, makes what comes of an older one count for nothing. */
export class Latest {
  #current: unknown;

  /**
   * @param task what is waited for
   * @param done called with its result, if it is still the latest
   * @param failed called with what it threw, if it is still the latest
   */
  async run<Result>(
    task: () => Promise<Result>,
    done: (result: Result) => void,
    failed: (thrown: unknown) => void,
  ): Promise<void> {
    this.#current = task;
    try {
      const result = await task();
      if (this.#current === task) done(result);
    } catch (thrown) {
      if (this.#current === task) failed(thrown);
    }
  }

  /** Nothing is waited for any more. */
  cancel(): void {
    this.#current = undefined;
  }
}
