import { supportCommands } from './commands.js';

/** What a user, or a button elsewhere on the page, can want of an element. */
export interface GestureHandlers {
  /** A click is likely: what it needs can be fetched ahead. */
  prewarm(): void;
  /** A press of the button, or of another one that stands for it. */
  press(): void;
  cancel(): void;
  reset(): void;
  /** A press of its label. */
  focus(): void;
}

const always = ['click', 'command', 'keyup', 'pointerenter'];
const afterFirst = ['keydown', 'pointerdown', 'pointerleave'];

/** Tells an element what the user is about to do. It listens to as little as it can: a page may have a thousand. */
export class PointerIntent {
  readonly #host: HTMLElement;
  readonly #handlers: GestureHandlers;
  #hover: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param host the element
   * @param handlers what to do
   */
  constructor(host: HTMLElement, handlers: GestureHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    supportCommands();
    for (const type of always) host.addEventListener(type, this);
  }

  handleEvent(event: Event): void {
    const handlers = this.#handlers;
    clearTimeout(this.#hover);
    // Adding a listener again changes nothing.
    for (const type of afterFirst) this.#host.addEventListener(type, this);
    switch (event.type) {
      case 'pointerleave':
        break;
      case 'pointerenter':
        // A mouse that only passes by means nothing.
        this.#hover = setTimeout(() => handlers.prewarm(), 100);
        break;
      case 'command':
        this.#command('command' in event && event.command);
        break;
      case 'click':
        this.#click(event);
        break;
      case 'pointerdown':
        handlers.prewarm();
        break;
      case 'keyup':
        // Tab brings the user here. A focus event would not do: the focus also comes back with the window.
        if ('key' in event && event.key === 'Tab') handlers.prewarm();
        break;
      default:
        handlers.prewarm();
    }
  }

  #click(event: Event): void {
    const path = event.composedPath();
    if (path.some((each) => each instanceof HTMLSlotElement && each.name === 'trigger')) this.#handlers.press();
    if (path[0] === this.#host) this.#handlers.focus();
  }

  #command(command: unknown): void {
    if (command === '--connect') this.#handlers.press();
    if (command === '--cancel') this.#handlers.cancel();
    if (command === '--reset') this.#handlers.reset();
  }
}
