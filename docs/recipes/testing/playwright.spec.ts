import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import type { FakeNangoOptions } from 'nango-elements/testing';

/** What the script adds to the page. */
declare const NangoTesting: typeof import('nango-elements/testing');
declare const nango: import('nango-elements/testing').FakeNango;

const script = fileURLToPath(import.meta.resolve('nango-elements/nango-elements-testing.js'));

/** Opens the page with a fake Nango, installed before the page's own scripts run. */
async function open(page: Page, options: FakeNangoOptions = {}): Promise<void> {
  await page.addInitScript({ path: script });
  await page.addInitScript((given) => Object.assign(window, { nango: NangoTesting.fakeNango(given) }), options);
  await page.goto('/');
}

test('shows the account once the user has connected it', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Connect GitHub' }).click();
  await expect(page.getByText('Connected: fake-connection-1')).toBeVisible();
});

test('lets the user try again after declining', async ({ page }) => {
  await open(page, { scenario: 'denied' });
  await page.getByRole('button', { name: 'Connect GitHub' }).click();
  await page.evaluate(() => (nango.scenario = 'success'));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Connected: fake-connection-1')).toBeVisible();
});

test('finds the account when the user comes back from a severed popup', async ({ page }) => {
  await open(page, { scenario: 'severed' });
  await page.getByRole('button', { name: 'Connect GitHub' }).click();
  await expect(page.getByRole('button', { name: 'I closed it' })).toBeVisible();
  await page.evaluate(() => nango.finish());
  await expect(page.getByText('Connected: fake-connection-1')).toBeVisible();
});

test('says that the key was wrong', async ({ page }) => {
  await open(page, { scenario: 'refused' });
  await page.getByRole('button', { name: 'Connect OpenAI' }).click();
  await page.getByRole('textbox', { name: 'API key' }).fill('a-wrong-key');
  await page.getByRole('textbox', { name: 'API key' }).press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
});
