import { property } from '../../engine/property.js';

let isDown = false;
const waiting: (() => void)[] = [];

/** Whether the mouse button is down, so that a change could move a button away before it is clicked. @param act called later */
export function isDelayed(act: () => void): boolean {
  if (isDown) waiting.push(act);
  return isDown;
}

/** Handles a window's events. The press of another button may open a menu, and a drag ends without `mouseup`. */
export function noticePress(event: Event): void {
  const buttons = property(event, 'buttons');
  if (event.type === 'mousedown') isDown = buttons === 1;
  // Once something was clicked.
  else if (isDown && buttons === 0)
    setTimeout(() => {
      isDown = false;
      for (const act of waiting.splice(0)) act();
    });
}
