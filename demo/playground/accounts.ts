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

type Card = 'nango-connect' | 'nango-credentials-form';

const rows = new Map<string, HTMLLIElement>();

let asked = 0;

/** Shows the connected accounts, each with buttons to reconnect and disconnect it. */
export async function showAccounts(): Promise<void> {
  const mine = (asked += 1);
  const answer = await post('/api/nango/status', {});
  // A later answer knows more.
  if (mine !== asked) return;
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
  showInCards(connections);
}

/** Elements ask the backend once: what happened in another window since, the page tells them. */
function showInCards(connections: readonly Connection[]): void {
  for (const card of document.querySelectorAll<HTMLElementTagNameMap[Card]>(
    ':is(nango-connect, nango-credentials-form)[backend]',
  )) {
    const own = connections.filter(({ providerConfigKey }) => providerConfigKey === card.integrationId);
    const isRight = card.value ? own.some(({ connectionId }) => connectionId === card.value) : own.length === 0;
    if (isRight || !['idle', 'input', 'connected'].includes(card.state)) continue;
    card.value = own[0]?.connectionId ?? '';
    card.connectedName = own[0]?.name ?? '';
  }
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
