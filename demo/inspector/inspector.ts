import { html, render } from 'lit';
import '../../src/define.js';
import '../../src/locales.js';
import { post } from '../playground/api.js';
import { element, find, nangoHost } from '../playground/dom.js';
import { addTheme } from '../playground/settings.js';
import { madeHere, popupFaults, postFaults, type FaultSwitch } from './faults.js';
import { tapDebug, tapEvents, tapRequests, tapSockets, tapWindows } from './taps.js';
import { Timeline } from './timeline.js';
import { setHidden } from './visibility.js';

const integrations: Readonly<Record<string, { readonly title: string; readonly faults: readonly FaultSwitch[] }>> = {
  github: { title: 'GitHub, by popup', faults: popupFaults },
  openai: { title: 'OpenAI, by API key', faults: postFaults },
};

const timeline = new Timeline(find('timeline', HTMLDivElement));
let integrationId = 'github';
let fault = '';

/** A new element for the integration: nothing of the last one is left. */
function begin(): void {
  const connect = element(
    'nango-connect',
    {
      integrationId,
      host: nangoHost(),
      sessionUrl: '/api/nango/session',
      confirmUrl: '/api/nango/confirm',
      debug: true,
      ...(fault === 'never-ack' && { websocketsPath: '/?fault=never-ack' }),
    },
    `Connect ${integrations[integrationId]?.title.split(',', 1)[0] ?? ''}`,
  );
  find('subject', HTMLDivElement).replaceChildren(connect);
  timeline.clear();
  draw();
}

function isSandboxFault(): boolean {
  return fault !== '' && !madeHere.includes(fault);
}

/** Another integration, or another fault: tells the sandbox, and starts over. */
async function choose(change: { integrationId?: string; fault?: string }): Promise<void> {
  if (isSandboxFault()) await post('/api/fault', { integrationId, fault: null });
  ({ integrationId, fault } = { integrationId, fault: '', ...change });
  if (isSandboxFault()) await post('/api/fault', { integrationId, fault });
  begin();
}

function draw(): void {
  const faults = integrations[integrationId]?.faults ?? [];
  render(
    html`<fieldset>
        <legend>What is connected</legend>
        <div class="segments">
          ${Object.entries(integrations).map(([name, { title }]) =>
            radio('integration', name, title, name === integrationId, () => void choose({ integrationId: name })),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>What goes wrong</legend>
        <div class="segments">
          ${faults.map((each) =>
            radio('fault', each.fault, each.label, each.fault === fault, () => void choose({ fault: each.fault })),
          )}
        </div>
      </fieldset>
      <p class="about" role="status">${faults.find((each) => each.fault === fault)?.about}</p>
      <button type="button" class="quiet" @click=${begin}>Start over</button>`,
    find('switches', HTMLDivElement),
  );
}

function radio(name: string, value: string, label: string, checked: boolean, choose: () => void) {
  return html`<label><input type="radio" name=${name} .value=${value} .checked=${checked} @change=${choose} />${label}</label>`;
}

addTheme();
tapEvents(timeline);
tapDebug(timeline);
const isOffline = (): boolean => fault === 'offline';
tapRequests(timeline, isOffline);
const cutSockets = tapSockets(timeline, isOffline);
tapWindows(
  timeline,
  () => fault === 'blocked',
  (isOpen) => {
    setHidden(fault === 'hidden' && isOpen);
    if (fault === 'hidden' && isOpen) cutSockets();
  },
);
// The sandbox is the other pages' too.
addEventListener('pagehide', () => {
  if (!isSandboxFault()) return;
  const headers = { 'content-type': 'application/json' };
  void fetch('/api/fault', {
    method: 'POST',
    keepalive: true,
    headers,
    body: JSON.stringify({ integrationId, fault: null }),
  });
});
begin();
