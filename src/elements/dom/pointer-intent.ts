import { supportCommands } from './commands.js';
import { someMatch } from './dom-types.js';

/** What is done for the user, or for a button elsewhere on the page. */
interface IntentHost extends HTMLElement {
  connect(): Promise<unknown>;
  cancel(): void;
  reset(): void;
}

const always = ['click', 'command', 'keyup', 'pointerenter'];
/** A link around it, or the page's own link or submit button in its place, leaves the page. */
const leaving = 'a[href], form :is(button, input:not([type=checkbox], [type=radio]))';
const afterFirst = ['keydown', 'pointerdown', 'pointerleave'];

/** Notices that a click is likely. It adds as few listeners as possible: a page may have a thousand elements. */
export class PointerIntent {
  readonly #host: IntentHost;
  readonly #isDisabled: () => boolean;
  readonly #prewarm: () => void;
  #hover: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param host the element
   * @param isDisabled whether it is disabled, by itself or by a fieldset
   * @param prewarm called when a click is likely
   */
  constructor(host: IntentHost, isDisabled: () => boolean, prewarm: () => void) {
    this.#host = host;
    this.#isDisabled = isDisabled;
    this.#prewarm = prewarm;
    supportCommands();
    for (const type of always) host.addEventListener(type, this);
  }

  handleEvent(event: Event): void {
    clearTimeout(this.#hover);
    // Adding a listener again changes nothing.
    for (const type of afterFirst) this.#host.addEventListener(type, this);
    switch (event.type) {
      case 'pointerleave':
        break;
      case 'pointerenter':
        // A mouse that only passes by means nothing.
        this.#hover = setTimeout(() => this.#likely(), 100);
        break;
      case 'command':
        this.#command('command' in event && event.command);
        break;
      case 'click':
        this.#click(event);
        break;
      case 'keyup':
        // The user has tabbed here. Not a focus event, because the focus also comes back with the window.
        if ('key' in event && event.key === 'Tab') this.#likely();
        break;
      default:
        // A drawer or slider around may capture the pointer for the pressed element, which for the page is this one. The button
        // inside gets it instead, so that it is still clicked.
        this.#host.setPointerCapture = (id) =>
          Reflect.apply(Element.prototype.setPointerCapture, event.composedPath()[0] ?? this.#host, [id]);
        this.#likely();
    }
  }

  #click(event: Event): void {
    const path = event.composedPath();
    // Below this element: it may itself be in such a slot. happy-dom has no slot in the path of what is in it.
    const below = path.slice(0, path.indexOf(this.#host));
    if (someMatch(below, 'slot[name=trigger], [slot=trigger]')) {
      // Only then: some menus don't close after a click that is prevented.
      if (someMatch(path, leaving)) event.preventDefault();
      this.#press();
    }
    if (path[0] === this.#host) this.#host.focus();
  }

  #command(command: unknown): void {
    if (command === '--connect') this.#press();
    if (command === '--cancel') this.#host.cancel();
    if (command === '--reset') this.#host.reset();
  }

  #likely(): void {
    if (!this.#isDisabled()) this.#prewarm();
  }

  #press(): void {
    if (!this.#isDisabled()) void this.#host.connect();
  }
}
