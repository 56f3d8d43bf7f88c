const acts = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/** Cells take the focus and show their errors by themselves: until the visitor acts, the page doesn't scroll to them. */
export function holdStill(): void {
  const restore = [
    replace(HTMLElement.prototype, 'focus', (real: HTMLElement['focus']) => {
      return function (this: HTMLElement, options?: FocusOptions) {
        real.call(this, { ...options, preventScroll: true });
      };
    }),
    replace(Element.prototype, 'scrollIntoView', () => () => undefined),
  ];
  for (const type of acts)
    addEventListener(type, () => restore.splice(0).forEach((each) => each()), { capture: true, passive: true });
}

/** @returns a function that brings back what was there */
function replace<T extends object, Key extends keyof T>(
  owner: T,
  name: Key,
  made: (real: T[Key]) => T[Key],
): () => void {
  const real = owner[name];
  owner[name] = made(real);
  return () => void (owner[name] = real);
}
