import { isElement } from './dom-types.js';

/** Makes `command` and `commandfor` work in browsers that don't support them yet. */
export function supportCommands(): void {
  // Adding the same listener again changes nothing.
  if (!('command' in HTMLButtonElement.prototype)) addEventListener('click', invoke);
}

function invoke({ target }: Event): void {
  const button = isElement(target) && Element.prototype.closest.call(target, 'button[commandfor]');
  if (!button) return;
  const element = Document.prototype.getElementById.call(document, button.getAttribute('commandfor') ?? '');
  element?.dispatchEvent(Object.assign(new Event('command'), { command: button.getAttribute('command') }));
}
