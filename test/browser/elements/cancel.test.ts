import { expect } from '@open-wc/testing';
import type { ConfirmFunction } from '../../../src/engine/nango.js';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import { refusal, until } from '../../browser-support/attempts.js';
import { setFault } from '../../browser-support/sandbox.js';
import {
  click,
  clickPart,
  closePopups,
  connectElement,
  reaches,
  record,
  stopRecording,
  watchPopups,
} from '../../browser-support/kit.js';

// Its page leads nowhere.
const integration = 'mock-oauth2-hang';
const made = { providerConfigKey: integration, connectionId: 'found', isPending: false };

describe('Cancel, once this page may miss the result', function () {
  let popups: readonly (Window | null)[];
  beforeEach(async () => {
    await setFault(integration, 'drop-socket');
    popups = watchPopups();
  });
  afterEach(async () => {
    closePopups();
    stopRecording();
    await setFault(integration, undefined);
  });

  /** An attempt whose socket is gone. */
  async function lost(confirm: ConfirmFunction): Promise<{ element: NangoConnect; log: readonly string[] }> {
    const element = await connectElement({ integrationId: integration, authMode: 'OAUTH2', confirm });
    const log = record();
    await click(element);
    await reaches(element, 'waiting');
    log.length = 0;
    return { element, log };
  }

  it('closes the popup at once, and asks the page before it says how the attempt ended', async () => {
    let answer: (() => void) | undefined;
    const { element, log } = await lost(() => new Promise((resolve) => (answer = () => resolve(undefined))));
    const attempt = refusal(element.connect());
    await clickPart(element, 'cancel');
    expect(element.state).to.equal('idle');
    await until(() => popups.every((popup) => popup?.closed));
    expect(log).to.deep.equal(['nango-state idle']);
    answer?.();
    expect(await attempt).to.include({ type: 'authorization_cancelled', outcome: 'cancelled' });
    expect(log).to.deep.equal(['nango-state idle', 'nango-error authorization_cancelled/cancelled']);
  });

  it('takes the connection that the page knows of', async () => {
    let known = false;
    const { element, log } = await lost(() => Promise.resolve(known ? made : undefined));
    const attempt = element.connect();
    known = true;
    element.cancel();
    expect(await attempt).to.deep.equal(made);
    expect([element.state, element.value]).to.deep.equal(['connected', 'found']);
    expect(log.filter((line) => /error|success/.test(line))).to.have.length(1);
  });

  it('asks nobody where the page resets the element: the next user gets nothing of it', async () => {
    let known = false;
    const { element, log } = await lost(() => Promise.resolve(known ? made : undefined));
    known = true;
    element.cancel();
    element.reset();
    const endings = () => log.filter((line) => /error|success/.test(line));
    expect(endings()).to.deep.equal(['nango-error authorization_cancelled/cancelled']);
    await new Promise((resolve) => setTimeout(resolve));
    expect(endings()).to.have.length(1);
    expect(element.value).to.equal('');
  });

  it('leaves alone what was begun since', async () => {
    let answer: (() => void) | undefined;
    const { element, log } = await lost(() => new Promise((resolve) => (answer = () => resolve(made))));
    const attempt = element.connect();
    element.cancel();
    await setFault(integration, undefined);
    await click(element);
    expect(element.state).to.equal('connecting');
    answer?.();
    expect(await attempt).to.deep.equal(made);
    expect(element.state).to.equal('connecting');
    element.cancel();
    expect(log.filter((line) => /error|success/.test(line))).to.deep.equal([
      `nango-success ${integration}`,
      'nango-error authorization_cancelled/cancelled',
    ]);
  });
});
