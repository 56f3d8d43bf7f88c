/** Waits for one task at a time: after a newer task or `cancel()`, the result of an older one is ignored. */
export class LatestTask {
  #current: unknown;

  /**
   * @param task to wait for
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

  /** Ignores the result of the current task. */
  cancel(): void {
    this.#current = undefined;
  }
}
