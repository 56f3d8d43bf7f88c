import { html, render } from 'lit';
import '../../src/define.js';
import '../../src/locales.js';
import { element, find, nangoHost } from '../playground/dom.js';
import { setFault } from '../playground/sandbox-fault.js';
import { addTheme } from '../playground/settings.js';
import { readAddress, writeAddress } from '../site/address.js';
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

/** Creates a new element for the integration, without any state of the previous one. */
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
  const subject = find('subject', HTMLDivElement);
  subject.replaceChildren();
  timeline.clear();
  subject.append(connect);
  draw();
}

let changes = Promise.resolve();

/** Switches to another integration or fault, one change after the other. */
function choose(change: { integrationId?: string; fault?: string }): Promise<void> {
  return (changes = changes.then(() => apply(change)));
}

/** Sets the fault in the sandbox, and starts over. */
async function apply(change: { integrationId?: string; fault?: string }): Promise<void> {
  await setFault(integrationId, '');
  ({ integrationId, fault } = { integrationId, fault: '', ...change });
  if (!madeHere.includes(fault)) await setFault(integrationId, fault);
  writeAddress({ integration: integrationId, fault });
  begin();
}

function draw(): void {
  const faults = integrations[integrationId]?.faults ?? [];
  render(
    html`<fieldset>
        <legend>Integration</legend>
        <div class="segments">
          ${Object.entries(integrations).map(([name, { title }]) =>
            radio('integration', name, title, name === integrationId, () => void choose({ integrationId: name })),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>Fault</legend>
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
const { integration: named = 'github', fault: wanted = '' } = readAddress();
const known = integrations[named];
if (known)
  await choose({ integrationId: named, fault: known.faults.some((each) => each.fault === wanted) ? wanted : '' });
else begin();
