// Read from the prototype: a form or an image named `hasFocus` would hide `document.hasFocus` (DOM clobbering).
// https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem

/** Whether this page has the focus. */
export const hasFocus = (): boolean => Document.prototype.hasFocus.call(document);

/** Whether this page is visible. */
export const isVisible = (): boolean => Reflect.get(Document.prototype, 'visibilityState', document) === 'visible';
