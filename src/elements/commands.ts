/** Lets `command` and `commandfor` work where the browser does not know them yet. */
export function supportCommands(): void {
  // Adding the same listener again changes nothing.
  if (!('command' in HTMLButtonElement.prototype)) document.addEventListener('click', invoke);
}

function invoke({ target }: Event): void {
  const button = target instanceof Element ? target.closest('button[commandfor]') : null;
  const element = button && document.getElementById(button.getAttribute('commandfor') ?? '');
  element?.dispatchEvent(Object.assign(new Event('command'), { command: button?.getAttribute('command') }));
}
