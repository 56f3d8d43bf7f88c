/** The outcome of an attempt to connect. It never holds a secret. */
export interface ActivityEntry {
  at: string;
  integration: string;
  authMode?: string;
  /** Id of the session's end user. */
  endUser?: string;
  /** `running`: the popup was sent to the provider and hasn't returned. */
  outcome: 'running' | 'success' | 'failed' | 'pending';
  code?: string;
  message?: string;
}

/** How an attempt ended. */
export type Ending = Pick<ActivityEntry, 'outcome' | 'code' | 'message'>;

const kept = 200;

/** The recent attempts, newest first. */
export class Activity {
  #entries: ActivityEntry[] = [];

  add(entry: Omit<ActivityEntry, 'at'>): ActivityEntry {
    const added = { at: new Date().toISOString(), ...entry };
    this.#entries = [added, ...this.#entries].slice(0, kept);
    return added;
  }

  /** An attempt that ends later, by the function that this returns. */
  begin(attempt: Pick<ActivityEntry, 'integration' | 'authMode' | 'endUser'>): (ending: Ending) => void {
    const running = this.add({ ...attempt, outcome: 'running' });
    return (ending) => {
      this.#entries = this.#entries.filter((entry) => entry !== running);
      this.add({ ...attempt, ...ending });
    };
  }

  list(): readonly ActivityEntry[] {
    return this.#entries;
  }
}
