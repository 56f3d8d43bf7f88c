/** Ends the current task: the patterns of one task share a limit. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
