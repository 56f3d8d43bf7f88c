import { buttonSlots, styles, type Design } from './markup.js';

/** Shows a design as it is: an element with its attributes, children and styles. */
export class Preview {
  readonly #place: HTMLElement;
  readonly #look = new CSSStyleSheet();
  readonly #frame = new CSSStyleSheet();

  constructor(place: HTMLElement) {
    this.#place = place;
    document.adoptedStyleSheets.push(this.#look, this.#frame);
  }

  show(design: Design): void {
    const element = this.#elementFor(design);
    for (const { name } of Array.from(element.attributes)) {
      if (!Object.hasOwn(design.attributes, name)) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(design.attributes)) {
      const text = value === true ? '' : value;
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
    element.replaceChildren(
      ...Object.entries(design.slots).flatMap(([slot, text]) => (text ? [childFor(slot, text)] : [])),
    );
    this.#look.replaceSync(styles(design));
  }

  /** Draws a frame around a part. */
  frame(tag: string, part: string | undefined): void {
    this.#frame.replaceSync(part ? `${tag}::part(${part}) { outline: 3px dashed #e0218a; outline-offset: 2px; }` : '');
  }

  /** Keeps the element, with what was typed into it; another integration gets a new one. */
  #elementFor({ tag, attributes }: Design): Element {
    const present = this.#place.firstElementChild;
    const integration = attributes['integration-id'];
    if (present?.localName === tag && present.getAttribute('integration-id') === integration) return present;
    const made = document.createElement(tag);
    this.#place.replaceChildren(made);
    return made;
  }
}

function childFor(slot: string, text: string): Node {
  if (slot === '') return new Text(text);
  const type = buttonSlots[slot];
  const child = type ? Object.assign(document.createElement('button'), { type }) : document.createElement('span');
  child.slot = slot;
  child.textContent = text;
  return child;
}
