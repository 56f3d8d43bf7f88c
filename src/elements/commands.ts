import { closestTo } from './page-names.js';

/** Makes `command` and `commandfor` work in browsers that don't support them yet. */
export function supportCommands(): void {
  // Adding the same listener again changes nothing.
  if (!('command' in HTMLButtonElement.prototype)) addEventListener('click', invoke);
}

function invoke({ target }: Event): void {
  const button = closestTo(target, 'button[commandfor]');
  const id = button?.getAttribute('commandfor') ?? '';
  const element = button && Document.prototype.getElementById.call(document, id);
  element?.dispatchEvent(Object.assign(new Event('command'), { command: button?.getAttribute('command') }));
}
