import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countReset, forgetSessions, loadCatalog } from '../../../src/elements/attempt/session-cache.js';

const minute = 60_000;

/** An element whose engine counts how often the server is asked. */
function source() {
  const session = vi.fn(() => Promise.resolve({}));
  const engine = { session, integrations: () => Promise.resolve([]), provider: () => Promise.reject(new Error()) };
  return { engine, session, cacheKey: 'host token', lastReset: 0 };
}

describe('what a session allows', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 60 * minute });
    forgetSessions();
  });
  afterEach(() => void vi.useRealTimers());

  it('is loaded once for elements with the same token', async () => {
    const [one, other] = [source(), source()];
    expect(await loadCatalog(one)).toBe(await loadCatalog(other));
    expect(other.session).not.toHaveBeenCalled();
  });

  for (const [what, minutes] of [
    ['in the same moment', 0],
    ['after the clock was set back', -2],
    ['later', 2],
  ] as const) {
    it(`is loaded anew after a reset ${what}, once for all elements that were reset`, async () => {
      const [one, other] = [source(), source()];
      await loadCatalog(one);
      vi.setSystemTime(Date.now() + minutes * minute);
      other.lastReset = countReset();
      one.lastReset = countReset();
      await loadCatalog(one);
      await loadCatalog(other);
      expect(one.session).toHaveBeenCalledTimes(2);
      expect(other.session).not.toHaveBeenCalled();
    });
  }

  for (const minutes of [6, -6]) {
    it(`is loaded anew when the clock says ${minutes} minutes`, async () => {
      const one = source();
      await loadCatalog(one);
      vi.setSystemTime(Date.now() + minutes * minute);
      await loadCatalog(one);
      expect(one.session).toHaveBeenCalledTimes(2);
    });
  }
});
