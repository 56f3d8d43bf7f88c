import { post } from './api.js';

/** The faults that this page has switched on in the sandbox, by integration. */
const faults = new Map<string, readonly string[]>();

/** Switches on faults of an integration while this page is open, instead of its others: other pages use the sandbox too. */
export async function setFaults(integrationId: string, wanted: readonly string[]): Promise<void> {
  const isOn = wanted.length > 0;
  if (!isOn && !faults.has(integrationId)) return;
  if (isOn) faults.set(integrationId, wanted);
  await post('/api/fault', { integrationId, fault: isOn ? wanted : null });
  if (!isOn) faults.delete(integrationId);
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
