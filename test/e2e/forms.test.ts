import assert from 'node:assert/strict';
import { violations } from './support/axe.js';
import { usePlayground } from './support/playground.js';
import { describe, it } from 'vitest';

describe('The page of forms', { timeout: 200_000 }, () => {
  const playground = usePlayground();
  const viewport = { width: 1600, height: 3000 };

  for (const theme of ['light', 'dark']) {
    it(`has a form for each of sixteen providers, and passes axe in ${theme}`, async () => {
      const page = await playground.open({ at: `/forms?theme=${theme}`, viewport });
      await page.waitForFunction(() => document.querySelectorAll('nango-credentials-form:state(input)').length === 16);
      assert.deepEqual(await violations(page, { wcagOnly: true }), []);
    });
  }

  it('fits a phone, from right to left too', async () => {
    const page = await playground.open({
      at: '/forms?language=ar&direction=rtl',
      viewport: { width: 320, height: 9000 },
    });
    await page.waitForFunction(() => document.querySelectorAll('nango-credentials-form:state(input)').length === 16);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });
});
