import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { usePlayground } from './support/playground.js';

describe('An address', { timeout: 400_000 }, () => {
  const playground = usePlayground();

  it('switches on one of the Inspector’s faults that exclude each other', async () => {
    const page = await playground.open({ at: '/inspector?integration=openai&fault=slow,html-502,rate-limit,no-such' });
    const on = await page
      .locator('#attempt :checked')
      .evaluateAll((all) => all.map((each) => each.getAttribute('value') ?? ''));
    assert.deepEqual(on, ['openai', 'slow', 'rate-limit']);
    playground.sandbox.setFault('openai', undefined);
  });

  it('of an unknown provider leads to the Studio’s first one', async () => {
    const page = await playground.open({ at: '/studio?provider=no-such' });
    await page.locator('#preview nango-connect[integration-id="github"]').waitFor();
  });

  for (const integration of ['', 'a-key-of-my-own'])
    it(`leads back to a design in the Studio with the integration “${integration}”`, async () => {
      const page = await playground.open({ at: '/studio' });
      await page.locator('summary', { hasText: 'Attributes' }).click();
      await page.locator('#attributes-integration-id').fill(integration);
      const html = () => page.getByRole('region', { name: 'HTML' }).innerText();
      const before = await html();
      await page.reload({ waitUntil: 'networkidle' });
      assert.equal(await html(), before);
    });
});
