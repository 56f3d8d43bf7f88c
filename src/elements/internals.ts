/** The members of `ElementInternals` that the elements use. */
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
 * An element's internals. For jsdom and happy-dom, which have none or only a part of them, a replacement that has the
 * element's validity, but no effect on the form.
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
