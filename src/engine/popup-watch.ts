import type { CloseVerdict } from './close-watch.js';
import type { Lifetime } from './lifetime.js';
import { onPageReturn } from './page-return.js';
import { hasFocus } from './page-state.js';
import type { PopupWindow } from './popup-window.js';

const pollMs = 50;
const refocusPollsMs = [15, 40, 80, 140, 200]; // The focus comes back within a few ms of a close: read more often then.

/**
 * Watches for the end of a popup: feeds readings and this page's events to its close watch.
 * @param onVerdict called at most once
 * @returns a function that stops the watch
 */
export function watchPopup(life: Lifetime, popup: PopupWindow, onVerdict: (verdict: CloseVerdict) => void): () => void {
  const { watch } = popup;
  let watching = true;

  const look = (): void => {
    if (!watching) return;
    const { closed, foreign } = popup;
    const verdict = watch.read({ at: performance.now(), closed, foreign, focused: hasFocus() });
    if (!verdict) return;
    stop();
    onVerdict(verdict);
  };
  const stopPolling = life.every(pollMs, look);
  const stop = (): void => {
    watching = false;
    stopPolling();
  };

  life.listen(window, ['pointerdown', 'keydown'], () => (watch.inputAt = performance.now()));
  onPageReturn(life, ({ type }) => {
    look();
    watch.gain(performance.now(), type);
    for (const ms of refocusPollsMs) life.after(ms, look);
  });
  return stop;
}
