/** The classes that this package checks for. */
type ClassName =
  'ClipboardEvent' | 'HTMLDialogElement' | 'HTMLInputElement' | 'HTMLTextAreaElement' | 'InputEvent' | 'KeyboardEvent';

/** Like `instanceof` for DOM classes, but also for objects of frames and popups. */
export function isA<Name extends ClassName>(
  name: Name,
  thing: unknown,
): thing is InstanceType<(typeof globalThis)[Name]> {
  return Object.prototype.toString.call(thing) === `[object ${name}]`;
}

/** Whether something is an element of any document. */
export function isElement(thing: unknown): thing is HTMLElement {
  return 'attachShadow' in Object(thing);
}

/** Whether one of an event's path matches; a page's form may have a field that is called `matches`. */
export const someMatch = (targets: readonly EventTarget[], selector: string): boolean =>
  targets.some((each) => isElement(each) && Element.prototype.matches.call(each, selector));
