import type {} from '../../src/define.js';
import { reportFailure } from '../site/report-failure.js';
import { post, tokenFor } from './api.js';
import { element, find } from './dom.js';
import { speak } from './settings.js';

interface Connection {
  readonly connectionId: string;
  readonly providerConfigKey: string;
  readonly name?: string;
}

const rows = new Map<string, HTMLLIElement>();

/** Shows the connected accounts, each with buttons to reconnect and disconnect it. */
export async function showAccounts(): Promise<void> {
  const answer = await post('/api/nango/status', {});
  const connections = isStatus(answer) ? answer.connections.filter(isConnection) : [];
  const accounts = find('accounts', HTMLUListElement);
  const ids = connections.map(idOf);
  for (const [id, row] of rows) if (!ids.includes(id) && rows.delete(id)) row.remove();
  // Existing rows stay: one of them may be reconnecting.
  connections.toReversed().forEach((connection) => {
    const id = idOf(connection);
    if (rows.has(id)) return;
    const row = rowOf(connection);
    rows.set(id, row);
    accounts.prepend(row);
  });
  find('no-accounts', HTMLParagraphElement).hidden = connections.length > 0;
}

function isStatus(value: unknown): value is { connections: unknown[] } {
  return typeof value === 'object' && value !== null && 'connections' in value && Array.isArray(value.connections);
}

function isConnection(value: unknown): value is Connection {
  return typeof value === 'object' && value !== null && 'connectionId' in value && 'providerConfigKey' in value;
}

function idOf({ providerConfigKey: key, connectionId: id }: Connection): string {
  return `${key} ${id}`;
}

function rowOf({ providerConfigKey: key, connectionId: id, name: account }: Connection): HTMLLIElement {
  const name = document.querySelector(`.card:has([integration-id="${CSS.escape(key)}"]) h3`)?.textContent ?? key;
  const again = element('nango-connect', {
    integrationId: key,
    host: document.querySelector('nango-connect')?.host,
    sessionToken: () => tokenFor(key, id),
    textContent: 'Reconnect',
  });
  again.setAttribute('aria-label', `Reconnect ${name}, ${id}`);
  speak(again);
  const end = element('button', { type: 'button', className: 'quiet' }, 'Disconnect');
  end.setAttribute('aria-label', `Disconnect ${name}, ${id}`);
  const disconnect = async (): Promise<void> => {
    await post('/api/nango/disconnect', { providerConfigKey: key, connectionId: id });
    for (const card of document.querySelectorAll('nango-connect')) if (card.value === id) card.value = '';
    await showAccounts();
  };
  end.addEventListener('click', () => void reportFailure(disconnect));
  return element(
    'li',
    {},
    element(
      'div',
      {},
      element('strong', {}, name),
      element('code', {}, id),
      element('span', {}, account ? `As ${account}` : ''),
    ),
    again,
    end,
  );
}
