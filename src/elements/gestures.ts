/** What a user, or a button elsewhere on the page, can want of a connect element. */
export interface Wishes {
  /** A click is likely. */
  expect(): void;
  press(): void;
  /** A press on the dialog's backdrop. */
  outside(): void;
  cancel(): void;
  reset(): void;
}

const idle = ['click', 'command', 'keyup', 'pointerenter'];
const lively = ['keydown', 'pointerdown', 'pointerleave'];

/** Listens on the element itself, and to no more than it has to: there may be a thousand of them. */
export class Gestures {
  readonly #host: HTMLElement;
  readonly #wishes: Wishes;
  #hover: ReturnType<typeof setTimeout> | undefined;
  #pressed: EventTarget | undefined;

  /**
   * @param host the element
   * @param wishes what to do
   */
  constructor(host: HTMLElement, wishes: Wishes) {
    this.#host = host;
    this.#wishes = wishes;
    supportCommands();
    for (const type of idle) host.addEventListener(type, this);
  }

  handleEvent(event: Event): void {
    const wishes = this.#wishes;
    clearTimeout(this.#hover);
    // Adding a listener again changes nothing.
    for (const type of lively) this.#host.addEventListener(type, this);
    switch (event.type) {
      case 'pointerleave':
        break;
      case 'pointerenter':
        // A mouse that only passes by means nothing.
        this.#hover = setTimeout(() => wishes.expect(), 100);
        break;
      case 'command':
        this.#command('command' in event && event.command);
        break;
      case 'click':
        this.#click(event);
        break;
      case 'pointerdown':
        [this.#pressed] = event.composedPath();
        wishes.expect();
        break;
      case 'keyup':
        // Who comes along with the Tab key. The focus itself also comes back with the window, which means nothing.
        if ('key' in event && event.key === 'Tab') wishes.expect();
        break;
      default:
        wishes.expect();
    }
  }

  #click(event: Event): void {
    const path = event.composedPath();
    if (path.some((each) => each instanceof HTMLSlotElement && each.name === 'trigger')) this.#wishes.press();
    // What began inside the dialog and ended on its backdrop was a selection of text.
    if (path[0] instanceof HTMLDialogElement && path[0] === this.#pressed) this.#wishes.outside();
  }

  #command(command: unknown): void {
    if (command === '--connect') this.#wishes.press();
    if (command === '--cancel') this.#wishes.cancel();
    if (command === '--reset') this.#wishes.reset();
  }
}

/** Lets `command` and `commandfor` work where the browser does not know them yet. */
function supportCommands(): void {
  // Adding the same listener again changes nothing.
  if (!('command' in HTMLButtonElement.prototype)) document.addEventListener('click', invoke);
}

function invoke({ target }: Event): void {
  const button = target instanceof Element ? target.closest('button[commandfor]') : null;
  const aim = button && document.getElementById(button.getAttribute('commandfor') ?? '');
  aim?.dispatchEvent(Object.assign(new Event('command'), { command: button?.getAttribute('command') }));
}
