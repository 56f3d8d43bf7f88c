/** What the elements use of them. */
type Internals = Pick<
  ElementInternals,
  | 'form'
  | 'validity'
  | 'validationMessage'
  | 'willValidate'
  | 'checkValidity'
  | 'reportValidity'
  | 'setFormValue'
  | 'setValidity'
> & { readonly labels: NodeList | null; readonly states: Pick<CustomStateSet, 'add' | 'delete'> };

/**
 * An element's internals. In a DOM without them, or with half of them, such as jsdom and happy-dom, a stand-in: it knows
 * whether the element is valid, but no form asks it.
 */
export function internalsOf(element: HTMLElement): Internals {
  const internals = element.attachInternals?.();
  return internals && 'setFormValue' in internals ? internals : standIn();
}

function standIn(): Internals {
  const input = document.createElement('input');
  return Object.assign(input, {
    states: new Set<string>(),
    setFormValue: () => undefined,
    setValidity: (flags: ValidityStateFlags, message = '') =>
      input.setCustomValidity(Object.values(flags).includes(true) ? message : ''),
  });
}
