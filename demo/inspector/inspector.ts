import { html, render } from 'lit';
import { live } from 'lit/directives/live.js';
import '../../src/define.js';
import '../../src/locales.js';
import { element, find, nangoHost } from '../playground/dom.js';
import { setFaults } from '../playground/sandbox-fault.js';
import { addTheme } from '../playground/settings.js';
import { readAddress, writeAddress } from '../site/address.js';
import { reportFailure } from '../site/report-failure.js';
import { madeHere, popupFaults, postFaults, possible, switched, type FaultSwitch } from './faults.js';
import { tapDebug, tapEvents, tapRequests, tapSockets, tapWindows } from './taps.js';
import { Timeline } from './timeline.js';
import { setHidden } from './visibility.js';

interface Scenario {
  readonly title: string;
  /** What to do while nothing goes wrong. */
  readonly about: string;
  readonly faults: readonly FaultSwitch[];
}

const integrations: Readonly<Record<string, Scenario>> = {
  github: { title: 'GitHub, by popup', about: 'Sign in with any name, then allow.', faults: popupFaults },
  openai: {
    title: 'OpenAI, by API key',
    about: 'A key that begins with good is accepted, all others are refused.',
    faults: postFaults,
  },
};

const timeline = new Timeline(find('timeline', HTMLDivElement));
let integrationId = 'github';
let faults: readonly string[] = [];
let subject: HTMLElement | undefined;

/** Creates a new element for the integration, without any state of the previous one. */
function begin(): void {
  subject?.remove();
  timeline.clear();
  subject = element(
    'nango-connect',
    {
      integrationId,
      host: nangoHost(),
      sessionUrl: '/api/nango/session',
      confirmUrl: '/api/nango/confirm',
      debug: true,
      ...(faults.includes('never-ack') && { websocketsPath: '/?fault=never-ack' }),
    },
    `Connect ${integrations[integrationId]?.title.split(',', 1)[0] ?? ''}`,
  );
  draw();
}

let changes = Promise.resolve();

/** Switches to another integration or other faults, one change after the other. One that fails leaves all as it was. */
function choose(wanted: string, names: readonly string[] = []): Promise<void> {
  return (changes = changes.then(() => reportFailure(() => apply(wanted, names))).then(draw));
}

/** Sets the faults in the sandbox, and starts over. */
async function apply(wanted: string, names: readonly string[]): Promise<void> {
  await setFaults(integrationId, []);
  const inSandbox = names.filter((each) => !madeHere.includes(each));
  await setFaults(wanted, inSandbox);
  [integrationId, faults] = [wanted, names];
  writeAddress({ integration: integrationId, fault: faults.join() });
  begin();
}

function draw(): void {
  const { faults: all, about } = integrations[integrationId] ?? { faults: [], about: '' };
  const on = all.filter(({ fault }) => faults.includes(fault));
  render(
    html`<fieldset>
        <legend>Integration</legend>
        <div class="segments">
          ${Object.entries(integrations).map(([name, { title }]) =>
            choice('radio', name, title, name === integrationId, () => void choose(name)),
          )}
        </div>
      </fieldset>
      <div class="about" role="status">
        ${on.length > 0 ? on.map((each) => html`<p>${each.label}: ${each.about}</p>`) : about}
      </div>
      <div class="subject">
        ${subject}
        <button type="button" class="quiet" @click=${begin}>Start over</button>
      </div>
      <fieldset>
        <legend>Faults</legend>
        <div class="segments">
          ${all.map(({ fault, label }) =>
            choice('checkbox', fault, label, faults.includes(fault), () => {
              void choose(integrationId, switched(all, faults, fault));
            }),
          )}
        </div>
      </fieldset>`,
    find('attempt', HTMLDivElement),
  );
}

function choice(type: 'radio' | 'checkbox', value: string, label: string, checked: boolean, choose: () => void) {
  return html`<label>
    <input type=${type} name="choice" .value=${value} .checked=${live(checked)} @change=${choose} />${label}
  </label>`;
}

addTheme();
tapEvents(timeline);
tapDebug(timeline);
const isOffline = (): boolean => faults.includes('offline');
tapRequests(timeline, isOffline);
const cutSockets = tapSockets(timeline, isOffline);
tapWindows(
  timeline,
  () => faults.includes('blocked'),
  (isOpen) => {
    const hides = faults.includes('hidden') && isOpen;
    setHidden(hides);
    if (hides) cutSockets();
  },
);
const { integration: named = 'github', fault: wanted = '' } = readAddress();
const { faults: known } = integrations[named] ?? {};
if (known) await choose(named, possible(known, wanted.split(',')));
else begin();
