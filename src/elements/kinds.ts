/** The classes that are asked for. */
type ClassName =
  | 'HTMLDialogElement'
  | 'HTMLInputElement'
  | 'HTMLSlotElement'
  | 'HTMLTextAreaElement'
  | 'InputEvent'
  | 'KeyboardEvent'
  | 'ShadowRoot';

/** Whether something is of a class of the browser's. By its name: in a frame or a popup each class is another one. */
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
