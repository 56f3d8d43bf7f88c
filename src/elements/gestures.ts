/** What a user, or a button elsewhere on the page, can want of a connect element. */
export interface Wishes {
  /** A click is likely. */
  expect(): void;
  press(): void;
  /** A press on the dialog's backdrop. */
  outside(): void;
  cancel(): void;
  reset(): void;
}

/**
 * Listens on the element itself, so that a thousand idle ones need no listener inside.
 * @param host the element
 * @param wishes what to do
 */
export function listen(host: HTMLElement, wishes: Wishes): void {
  let hover: ReturnType<typeof setTimeout> | undefined;
  let pressed: EventTarget | undefined;

  const handlers: Readonly<Record<string, (event: Event) => void>> = {
    // A mouse that only passes by means nothing.
    pointerenter: () => (hover = setTimeout(() => wishes.expect(), 100)),
    pointerleave: () => undefined,
    focusin: () => wishes.expect(),
    keydown: () => wishes.expect(),
    pointerdown: (event) => {
      [pressed] = event.composedPath();
      wishes.expect();
    },
    click: (event) => {
      const path = event.composedPath();
      if (path.some((each) => each instanceof HTMLSlotElement && each.name === 'trigger')) wishes.press();
      // What began inside the dialog and ended on its backdrop was a selection of text.
      if (path[0] instanceof HTMLDialogElement && path[0] === pressed) wishes.outside();
    },
    command: (event) => {
      const command = 'command' in event && event.command;
      if (command === '--connect') wishes.press();
      if (command === '--cancel') wishes.cancel();
      if (command === '--reset') wishes.reset();
    },
  };

  for (const [type, handle] of Object.entries(handlers)) {
    host.addEventListener(type, (event) => {
      clearTimeout(hover);
      handle(event);
    });
  }
}

/** Lets `command` and `commandfor` work where the browser does not know them yet. */
export function supportCommands(): void {
  // Adding the same listener again changes nothing.
  if (!('command' in HTMLButtonElement.prototype)) document.addEventListener('click', invoke);
}

function invoke({ target }: Event): void {
  const button = target instanceof Element ? target.closest('button[commandfor]') : null;
  const aim = button && document.getElementById(button.getAttribute('commandfor') ?? '');
  aim?.dispatchEvent(Object.assign(new Event('command'), { command: button?.getAttribute('command') }));
}
