/** What waits for the mouse button to be released; `undefined` if it isn't down. */
let waiting: (() => void)[] | undefined;

/** Whether the mouse button is down, so that a change could move a button away before it is clicked. @param act called later */
export function isDelayed(act: () => void): boolean {
  return !!waiting?.push(act);
}

/** Handles `mousedown` and `mouseup` of a window. */
export function noticePress({ type }: Event): void {
  if (type === 'mousedown') waiting ??= [];
  // Once something was clicked.
  if (type === 'mouseup')
    setTimeout(() => {
      const acts = waiting ?? [];
      waiting = undefined;
      for (const act of acts) act();
    });
}
