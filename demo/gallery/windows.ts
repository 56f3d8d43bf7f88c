import { element } from '../playground/dom.js';

/** What becomes of a window: it stays, it is cut off by the provider's policy, or the browser does not open it. */
export type Fate = 'stays' | 'severed' | 'blocked';

let next: Fate = 'blocked';
const frames = element('div', { className: 'frames', ariaHidden: 'true' });

/** No page may open windows by itself: from now on hidden frames stand in for them, and for the user's gesture. */
export function standIn(): void {
  document.body.append(frames);
  Object.defineProperty(navigator, 'userActivation', { value: { isActive: true, hasBeenActive: true } });
  window.open = () => {
    if (next === 'blocked') return null;
    const frame = element('iframe', { title: 'A window', tabIndex: -1 });
    frames.append(frame);
    // The page's policy keeps it from getting anywhere, which is a load too.
    if (next === 'severed') frame.addEventListener('load', () => frame.remove());
    return frame.contentWindow;
  };
}

/** Says what becomes of the window that `act` opens. */
export function withWindow(fate: Fate, act: () => void): void {
  next = fate;
  act();
  next = 'blocked';
}
