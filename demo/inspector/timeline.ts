import { html, nothing, render, type TemplateResult } from 'lit';

export type Kind = 'event' | 'debug' | 'request' | 'socket' | 'popup';

interface Entry {
  readonly at: number;
  readonly kind: Kind;
  readonly text: string;
  readonly mood: 'good' | 'bad' | undefined;
}

const kept = 400;

/** Everything that happened, with the time since the attempt began. */
export class Timeline {
  readonly #place: HTMLElement;
  #entries: Entry[] = [];
  #startedAt = performance.now();
  #clearedAt = 0;
  #runs = 0;
  #drawing = false;

  constructor(place: HTMLElement) {
    this.#place = place;
    this.#draw();
  }

  add(kind: Kind, text: string, mood?: 'good' | 'bad'): void {
    this.#entries = [...this.#entries, { at: performance.now(), kind, text, mood }].slice(-kept);
    this.#draw();
  }

  /** An `add` for later, which does nothing once the timeline has been cleared. */
  adder(): Timeline['add'] {
    const run = this.#runs;
    return (...entry) => {
      if (run === this.#runs) this.add(...entry);
    };
  }

  /** Whether an attempt that began at this time belongs to it, with 2 ms for rounding. */
  isOf(startedAt: number): boolean {
    return startedAt >= this.#clearedAt - 2;
  }

  /** Restarts the clock: what happened before has a negative time. */
  mark(): void {
    this.#startedAt = performance.now();
  }

  clear(): void {
    this.#entries = [];
    this.#runs += 1;
    this.#clearedAt = performance.now();
    this.mark();
    this.#draw();
  }

  /** Once for everything that happens at the same time. */
  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      render(rows(this.#entries, this.#startedAt), this.#place);
    });
  }
}

function rows(entries: readonly Entry[], startedAt: number): TemplateResult {
  if (entries.length === 0) return html`<p class="about">Nothing yet. Connect, and see each step with its time.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Time</th>
        <th scope="col">Kind</th>
        <th scope="col">Step</th>
      </tr>
    </thead>
    <tbody>
      ${entries.map(
        ({ at, kind, text, mood }) =>
          html`<tr class=${mood ?? nothing}>
            <td>${Math.round(at - startedAt).toLocaleString('en')} ms</td>
            <td><span class="kind ${kind}">${kind}</span></td>
            <td>${text}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
