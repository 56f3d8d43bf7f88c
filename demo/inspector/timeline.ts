import { html, nothing, render, type TemplateResult } from 'lit';

export type Kind = 'event' | 'debug' | 'request' | 'socket' | 'popup';

interface Entry {
  readonly at: number;
  readonly kind: Kind;
  readonly text: string;
  readonly mood: 'good' | 'bad' | undefined;
}

const kept = 400;

/** Everything that happened, by the time since the attempt began. */
export class Timeline {
  readonly #place: HTMLElement;
  #entries: Entry[] = [];
  #startedAt = performance.now();
  #drawing = false;

  constructor(place: HTMLElement) {
    this.#place = place;
    this.#draw();
  }

  add(kind: Kind, text: string, mood?: 'good' | 'bad'): void {
    this.#entries = [...this.#entries, { at: performance.now(), kind, text, mood }].slice(-kept);
    this.#draw();
  }

  /** Restarts the clock: what happened before has a negative time. */
  mark(): void {
    this.#startedAt = performance.now();
  }

  clear(): void {
    this.#entries = [];
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
        <th scope="col">What</th>
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
