/** What became of an attempt to connect. It never holds a secret. */
export interface ActivityEntry {
  at: string;
  integration: string;
  authMode?: string;
  outcome: 'success' | 'failed' | 'pending';
  code?: string;
  message?: string;
}

const kept = 200;

/** The recent attempts, newest first. */
export class Activity {
  #entries: ActivityEntry[] = [];

  add(entry: Omit<ActivityEntry, 'at'>): void {
    this.#entries = [{ at: new Date().toISOString(), ...entry }, ...this.#entries].slice(0, kept);
  }

  list(): readonly ActivityEntry[] {
    return this.#entries;
  }
}
