import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import type {} from '../../src/define.js';
import { usePlayground } from './support/playground.js';
import { buttonOf, fieldOf, nextEvent } from './support/steps.js';

/** All that scripts can still reach, after a garbage collection. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot');
  await session.detach();
  return chunks.join('');
}

describe('A secret in memory', { timeout: 400_000 }, () => {
  const playground = usePlayground();
  /** No test knows it in one piece before it is typed. */
  const make = (): [secret: string, mark: string] => {
    const mark = randomUUID();
    return [`good-key-${mark}`, mark];
  };

  async function typed(secret: string): Promise<Page> {
    const page = await playground.open();
    await buttonOf(page, 'openai').click();
    await fieldOf(page, 'openai', 'API key').waitFor();
    await page.keyboard.insertText(secret);
    return page;
  }

  it('is there while it is typed: the snapshot sees it', async () => {
    const [secret, mark] = make();
    assert.ok((await heapOf(await typed(secret))).includes(mark));
  });

  it('is gone after success', async () => {
    const [secret, mark] = make();
    const page = await typed(secret);
    const success = await nextEvent(page, 'nango-success');
    await page.keyboard.press('Enter');
    await success();
    await page.locator('#openai').getByRole('dialog').waitFor({ state: 'detached' });
    assert.ok(!(await heapOf(page)).includes(mark));
  });

  it('is gone after success in a form in place', async () => {
    const [secret, mark] = make();
    const page = await playground.open();
    await fieldOf(page, 'clicksend', 'Username').focus();
    await page.keyboard.insertText('good');
    await fieldOf(page, 'clicksend', 'API key').focus();
    await page.keyboard.insertText(secret.replace('good-key', 'pass'));
    const failure = await nextEvent(page, 'nango-error');
    await page.keyboard.press('Enter');
    await failure();
    await fieldOf(page, 'clicksend', 'API key').focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText('pass');
    const success = await nextEvent(page, 'nango-success');
    await page.keyboard.press('Enter');
    await success();
    assert.ok(!(await heapOf(page)).includes(mark));
  });

  it('is gone after the dialog was closed', async () => {
    const [secret, mark] = make();
    const page = await typed(secret);
    await page.keyboard.press('Escape');
    await page.locator('#openai').getByRole('button', { name: 'Discard', exact: true }).click();
    await page.locator('#openai').getByRole('dialog').waitFor({ state: 'detached' });
    assert.ok(!(await heapOf(page)).includes(mark));
  });

  it('is gone after the element was removed, though the page keeps the element', async () => {
    const [secret, mark] = make();
    const page = await typed(secret);
    const kept = await page.evaluateHandle(async () => {
      const element = document.querySelector('#openai');
      element?.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return element;
    });
    assert.ok(!(await heapOf(page)).includes(mark));
    assert.ok(await kept.evaluate((element) => element instanceof HTMLElement));
  });

  for (const [how, end] of [
    ['success', 'nango-success'],
    ['a cancel', 'nango-error'],
  ] as const)
    it(`that connect() was given is gone after ${how}`, async () => {
      const [secret, mark] = make();
      const page = await playground.open();
      const ended = await nextEvent(page, end);
      await page.evaluate(
        ([codes, cancel]) => {
          const element = document.createElement('nango-credentials-form');
          element.host = document.querySelector('nango-connect')?.host;
          Object.assign(element, { backend: '/api/nango', integrationId: 'openai' });
          document.body.append(element);
          // It waits until what the integration needs is known.
          element.connect({ 'credentials.apiKey': String.fromCharCode(...codes) }).catch(() => undefined);
          if (cancel) element.cancel();
        },
        [[...secret].map((each) => each.charCodeAt(0)), end === 'nango-error'] as const,
      );
      await ended();
      assert.ok(!(await heapOf(page)).includes(mark));
    });
});
