import { post } from './api.js';

/** What this page makes go wrong in the sandbox, by integration. */
const faults = new Map<string, string>();

/**
 * Makes the sandbox misbehave with an integration, for as long as this page is open: the sandbox is the other pages' too.
 * @param fault `''` for none
 */
export async function setFault(integrationId: string, fault: string): Promise<void> {
  if (!fault && !faults.delete(integrationId)) return;
  if (fault) faults.set(integrationId, fault);
  await post('/api/fault', { integrationId, fault: fault || null });
}

/** Tells the sandbox of all of them, also while the page goes away. */
function tellAll(areOn: boolean): void {
  const headers = { 'content-type': 'application/json' };
  for (const [integrationId, fault] of faults) {
    const body = JSON.stringify({ integrationId, fault: areOn ? fault : null });
    void fetch('/api/fault', { method: 'POST', keepalive: true, headers, body });
  }
}

addEventListener('pagehide', () => tellAll(false));
// Back from the cache: the switches are as they were.
addEventListener('pageshow', ({ persisted }) => persisted && tellAll(true));
