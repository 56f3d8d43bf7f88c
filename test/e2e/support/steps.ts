import type {} from '../../../src/define.js';
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';
import type { Sandbox } from '../../../sandbox/sandbox.js';
import { within } from '../../support/wait.js';

/**
 * Listens for what the page hears next. The page listens once this has answered: ask before doing what causes the event,
 * then call what it gave for the event's detail.
 */
export async function nextEvent(
  page: Page,
  name: 'nango-success' | 'nango-error' | 'nango-start',
): Promise<() => Promise<Record<string, unknown>>> {
  const listening = await page.evaluateHandle(
    (wanted) => ({
      heard: new Promise<string>((resolve) => {
        document.addEventListener(wanted, (event) => resolve(JSON.stringify(event.detail)), { once: true });
      }),
    }),
    name,
  );
  return async () => {
    const detail = await within(
      name,
      listening.evaluate(({ heard }) => heard),
      60_000,
    );
    return z.record(z.string(), z.unknown()).parse(JSON.parse(detail));
  };
}

/** The button of an element, whatever its label. */
export function buttonOf(page: Page, id: string): Locator {
  return page.locator(`#${id}`).getByRole('button').first();
}

/** A field of an element's form. */
export function fieldOf(page: Page, id: string, name: string): Locator {
  return page.locator(`#${id}`).getByRole('textbox', { name });
}

/** Clicks what opens a window, and gives back the window at the provider's first page. */
export async function popupOf(page: Page, button: Locator): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  await popup.waitForURL(/127\.0\.0\.1/);
  return popup;
}

/** As the user does at the provider. */
export async function signIn(popup: Page, password = 'demo'): Promise<void> {
  await popup.getByLabel('Name').fill('ada');
  await popup.getByLabel('Password').fill(password);
  await popup.getByRole('button', { name: 'Sign in' }).click();
}

export async function decide(popup: Page, decision: 'Allow' | 'Deny'): Promise<void> {
  await popup.getByRole('button', { name: decision }).click();
}

/** Ids of an integration's connections, as a backend sees them. */
export async function connectionsOf(sandbox: Sandbox, integration: string): Promise<string[]> {
  const answer = await fetch(`${sandbox.url}/connections`, {
    headers: { authorization: `Bearer ${sandbox.secretKey}` },
  });
  assert.equal(answer.status, 200);
  const { connections } = z
    .object({ connections: z.array(z.object({ connection_id: z.string(), provider_config_key: z.string() })) })
    .parse(await answer.json());
  return connections.filter((one) => one.provider_config_key === integration).map((one) => one.connection_id);
}

/** Everything that the page shows or keeps, shadow roots and storage included. */
export function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href, document.cookie];
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const each of root.querySelectorAll('*')) {
        parts.push(...Array.from(each.attributes, (attribute) => attribute.value));
        if (each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement) parts.push(each.value);
        if (each.shadowRoot) roots.push(each.shadowRoot);
      }
      parts.push(root.textContent ?? '');
    }
    return parts.join('\n');
  });
}
