import type { Lifetime } from './lifetime.js';
import { isVisible } from './page-state.js';

/** Calls `act` whenever this page returns: from behind the popup, from the back/forward cache, or from being offline. */
export function onPageReturn(life: Lifetime, act: (event: Event) => void): void {
  life.listen(window, ['focus', 'pageshow', 'online', 'visibilitychange'], (event) => {
    // A capturing listener also gets the focus events of this page's inputs.
    if (isVisible() && !(event.target instanceof Element)) act(event);
  });
}
