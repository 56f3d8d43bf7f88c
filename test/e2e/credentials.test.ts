import assert from 'node:assert/strict';
import { usePlayground } from './support/playground.js';
import { buttonOf, connectionsOf, everythingIn, fieldOf, nextEvent } from './support/steps.js';
import { describe, it } from 'vitest';

describe('Connecting by credentials', { timeout: 400_000 }, () => {
  const playground = usePlayground();

  it('takes an API key: a click, the key, Enter', async () => {
    const page = await playground.open();
    await buttonOf(page, 'openai').click();
    await fieldOf(page, 'openai', 'API key').waitFor();
    const success = await nextEvent(page, 'nango-success');
    await page.keyboard.insertText('good-key-of-ada');
    await page.keyboard.press('Enter');
    const { connectionId } = await success();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'openai'), [connectionId]);
    // The dialog says so, and goes by itself.
    await page.locator('#openai').getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'openai');
    assert.ok(!(await everythingIn(page)).includes('good-key-of-ada'), 'The key is nowhere any more');
  });

  it('says that an API key was refused, and takes the next one', async () => {
    const page = await playground.open();
    const before = await connectionsOf(playground.sandbox, 'openai');
    await buttonOf(page, 'openai').click();
    await fieldOf(page, 'openai', 'API key').fill('no-such-key');
    const failure = await nextEvent(page, 'nango-error');
    await page.keyboard.press('Enter');
    const { type, outcome, status } = await failure();
    assert.deepEqual({ type, outcome, status }, { type: 'connection_test_failed', outcome: 'failed', status: 400 });
    await page.locator('#openai').getByRole('alert').waitFor();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'openai'), before);
    assert.equal(playground.sandbox.activity()[0]?.outcome, 'failed');
    assert.ok(!JSON.stringify(playground.sandbox.activity()).includes('no-such-key'));

    const success = await nextEvent(page, 'nango-success');
    await fieldOf(page, 'openai', 'API key').fill('good-key');
    await page.keyboard.press('Enter');
    await success();
  });

  it('keeps an empty form to itself', async () => {
    const page = await playground.open();
    await buttonOf(page, 'openai').click();
    const field = fieldOf(page, 'openai', 'API key');
    await field.waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#openai').getByText('This field is required.').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    await page.keyboard.press('Escape');
    await page.locator('#openai').getByRole('dialog').waitFor({ state: 'detached' });
  });

  // Before the next one: the playground keeps what is connected.
  it('says that two credentials were refused', async () => {
    const page = await playground.open();
    const before = await connectionsOf(playground.sandbox, 'clicksend');
    await fieldOf(page, 'clicksend', 'Username').fill('good');
    await fieldOf(page, 'clicksend', 'API key').fill('not-the-one');
    const failure = await nextEvent(page, 'nango-error');
    await page.keyboard.press('Enter');
    assert.equal((await failure()).type, 'connection_test_failed');
    await page.locator('#clicksend').getByRole('alert').waitFor();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'clicksend'), before);
  });

  it('takes two credentials in the form in place', async () => {
    const page = await playground.open();
    await fieldOf(page, 'clicksend', 'Username').fill('good');
    await fieldOf(page, 'clicksend', 'API key').fill('pass');
    const success = await nextEvent(page, 'nango-success');
    await page.locator('#clicksend').getByRole('button', { name: 'Connect ClickSend' }).click();
    const { connectionId, providerConfigKey } = await success();
    assert.equal(providerConfigKey, 'clicksend');
    assert.deepEqual(await connectionsOf(playground.sandbox, 'clicksend'), [connectionId]);
    await page.locator('#clicksend').getByText('ClickSend is connected').last().waitFor();
  });

  it('trades a key for a token', async () => {
    const page = await playground.open();
    await buttonOf(page, 'perimeter81').click();
    await page.locator('#perimeter81').getByRole('textbox').first().waitFor();
    await fieldOf(page, 'perimeter81', 'API key').fill('good-key');
    const domain = fieldOf(page, 'perimeter81', 'domain');
    if (await domain.count()) await domain.fill('perimeter81');
    const success = await nextEvent(page, 'nango-success');
    await page.keyboard.press('Enter');
    const { connectionId } = await success();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'perimeter81'), [connectionId]);
  });
});
