import type {} from '../../src/define.js';
import { list, post } from './api.js';
import { element, find } from './dom.js';
import { speak } from './settings.js';

interface Connection {
  readonly connection_id: string;
  readonly provider_config_key: string;
  readonly created: string;
}

const rows = new Map<string, HTMLLIElement>();

/** The accounts that are connected, each with a way to reconnect and to disconnect it. */
export async function showAccounts(): Promise<void> {
  const connections = await list('/api/connections', isConnection);
  const accounts = find('accounts', HTMLUListElement);
  const ids = connections.map(idOf);
  for (const [id, row] of rows) if (!ids.includes(id) && rows.delete(id)) row.remove();
  // Rows that are there stay: one of them may be reconnecting.
  connections.toReversed().forEach((connection) => {
    const id = idOf(connection);
    if (rows.has(id)) return;
    const row = rowOf(connection);
    rows.set(id, row);
    accounts.prepend(row);
  });
  find('no-accounts', HTMLParagraphElement).hidden = connections.length > 0;
}

function isConnection(value: unknown): value is Connection {
  return typeof value === 'object' && value !== null && 'connection_id' in value && 'provider_config_key' in value;
}

function idOf({ provider_config_key: key, connection_id: id }: Connection): string {
  return `${key} ${id}`;
}

function rowOf({ provider_config_key: key, connection_id: id, created }: Connection): HTMLLIElement {
  const name = document.querySelector(`.card:has([integration-id="${CSS.escape(key)}"]) h3`)?.textContent ?? key;
  const again = element('nango-connect', {
    integrationId: key,
    host: document.querySelector('nango-connect')?.host,
    sessionUrl: `/api/nango-session?reconnect=${encodeURIComponent(id)}`,
    textContent: 'Reconnect',
  });
  again.setAttribute('aria-label', `Reconnect ${name}, ${id}`);
  speak(again);
  const end = element('button', { type: 'button', className: 'quiet' }, 'Disconnect');
  end.setAttribute('aria-label', `Disconnect ${name}, ${id}`);
  end.addEventListener(
    'click',
    () => void post('/api/disconnect', { providerConfigKey: key, connectionId: id }).then(showAccounts),
  );
  const since = new Date(created).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return element(
    'li',
    {},
    element('div', {}, element('strong', {}, name), element('code', {}, id), element('span', {}, `Since ${since}`)),
    again,
    end,
  );
}
