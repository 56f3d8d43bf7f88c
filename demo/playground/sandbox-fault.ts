import { post } from './api.js';

/** The faults that this page has switched on in the sandbox, by integration. */
const faults = new Map<string, string>();

/**
 * Switches on a fault of an integration while this page is open: other pages use the sandbox too.
 * @param fault `''` for none
 */
export async function setFault(integrationId: string, fault: string): Promise<void> {
  if (!fault && !faults.delete(integrationId)) return;
  if (fault) faults.set(integrationId, fault);
  await post('/api/fault', { integrationId, fault: fault || null });
}

/** Sends all of them to the sandbox, even while the page is unloaded. */
function tellAll(areOn: boolean): void {
  const headers = { 'content-type': 'application/json' };
  for (const [integrationId, fault] of faults) {
    const body = JSON.stringify({ integrationId, fault: areOn ? fault : null });
    void fetch('/api/fault', { method: 'POST', keepalive: true, headers, body });
  }
}

addEventListener('pagehide', () => tellAll(false));
// Back from the back/forward cache, the switches are unchanged.
addEventListener('pageshow', ({ persisted }) => persisted && tellAll(true));
