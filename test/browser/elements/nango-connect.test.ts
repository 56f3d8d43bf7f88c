import { expect, html, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { AuthError, Nango } from '../../../src/engine/nango.js';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import { refusal, settles, until } from '../../browser-support/attempts.js';
import { connections, newSession, openSockets, reconnectSession, sandboxInfo } from '../../browser-support/sandbox.js';
import {
  choices,
  click,
  clickPart,
  closePopups,
  connectElement,
  find,
  isAccessible,
  knows,
  next,
  page,
  reaches,
  record,
  spoken,
  stopRecording,
  text,
  watchPopups,
} from '../../browser-support/kit.js';

describe('nango-connect, by a window', function () {
  let popups: readonly (Window | null)[];
  beforeEach(() => (popups = watchPopups()));
  afterEach(() => {
    closePopups();
    stopRecording();
  });

  const button = (element: NangoConnect): HTMLButtonElement => find(element, '[part=button]');
  const oauth = (integrationId = 'mock-oauth2'): Promise<NangoConnect> =>
    connectElement({ integrationId, authMode: 'OAUTH2' });

  it("is a button with the page's label, and nothing else", async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2', authMode: 'OAUTH2' }, 'Connect GitHub');
    expect(button(element)).to.have.property('localName', 'button');
    expect(element.shadowRoot?.querySelectorAll('*').length).to.be.at.most(3);
    expect(element.state).to.equal('idle');
    expect(element.matches(':state(idle)')).to.be.true;
    await isAccessible(element);
  });

  it('has a label of its own where the page gives none', async () => {
    const element = await connectElement({ authMode: 'OAUTH2' }, '');
    expect(button(element).textContent.trim()).to.equal('Connect');
  });

  /** What is drawn: a slot's own content only where nothing is assigned to it. */
  async function shownLabel(element: NangoConnect): Promise<string> {
    await nextFrame();
    await element.updateComplete;
    const drawn = [...button(element).childNodes].flatMap((node) =>
      node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : node,
    );
    return drawn
      .map(({ nodeType, textContent }) => (nodeType === Node.TEXT_NODE ? textContent : ''))
      .join('')
      .trim();
  }

  const blank = { 'white space': '\n  ', 'a comment': '<!-- -->', 'a template': '<template>x</template>' };
  for (const [what, markup] of Object.entries(blank)) {
    it(`has a label of its own where the page gives ${what}, until it gives one`, async () => {
      const element = await connectElement({ authMode: 'OAUTH2' }, '');
      element.innerHTML = markup;
      expect(await shownLabel(element)).to.equal('Connect');
      element.append('Go');
      expect(await shownLabel(element)).to.equal('Go');
      element.innerHTML = markup;
      expect(await shownLabel(element)).to.equal('Connect');
    });
  }

  it('has the label that a framework writes into an empty text node', async () => {
    const element = await connectElement({ authMode: 'OAUTH2' }, ' ');
    const { firstChild } = element;
    if (!(firstChild instanceof Text)) throw new Error('No text node');
    expect(await shownLabel(element)).to.equal('Connect');
    firstChild.data = 'Go';
    expect(await shownLabel(element)).to.equal('Go');
    firstChild.data = '';
    expect(await shownLabel(element)).to.equal('Connect');
  });

  it('has a label of its own once the page’s label goes to another slot', async () => {
    const element = await connectElement({ authMode: 'OAUTH2' }, '');
    const label = document.createElement('b');
    element.append(label);
    expect(await shownLabel(element)).to.equal('');
    label.slot = 'connected';
    expect(await shownLabel(element)).to.equal('Connect');
  });

  it('takes one click from the page to the connection, which the server then has', async () => {
    const element = await oauth();
    const log = record();
    const success = next(document, 'nango-success');
    await click(element);
    const { detail } = await success;
    expect(log).to.deep.equal([
      'nango-start mock-oauth2',
      'nango-state connecting',
      'nango-state connected',
      'nango-success mock-oauth2',
    ]);
    expect((await connections())[0]?.connection_id).to.equal(detail.connectionId);
    expect(element.result).to.equal(detail);
    expect(element.value).to.equal(detail.connectionId);
    await until(async () => (await openSockets()) === 0);
  });

  it('opens the window in the very click', async () => {
    const element = await oauth();
    let openedInClick = false;
    document.addEventListener('click', () => (openedInClick = popups.length === 1), { once: true });
    await click(element);
    expect(openedInClick).to.be.true;
    await reaches(element, 'connected');
  });

  it('has state and result before the event fires', async () => {
    const element = await oauth();
    let seen: unknown;
    element.addEventListener(
      'nango-success',
      () => (seen = [element.state, element.result?.connectionId, element.value]),
    );
    await click(element);
    await reaches(element, 'connected');
    expect(seen).to.deep.equal(['connected', element.value, element.value]);
  });

  it('works by keyboard as by mouse, and keeps the focus', async () => {
    const element = await oauth();
    element.focus();
    await sendKeys({ press: 'Enter' });
    await reaches(element, 'connected');
    expect(element.shadowRoot?.activeElement).to.equal(button(element));
  });

  it('says what goes on while the user is away, with ways back and out', async () => {
    const element = await oauth('mock-oauth2-hang');
    await click(element);
    await reaches(element, 'connecting');
    expect(button(element).getAttribute('aria-busy')).to.equal('true');
    expect(text(element, 'note')).to.contain('Finish in the window that opened.');
    expect(choices(element)).to.deep.equal(['Show the window', 'Cancel']);
    expect(spoken(element)).to.equal('Finish in the window that opened.');
    await isAccessible(element);
  });

  it('cancels, closes the window, and gives the focus back to the button', async () => {
    const element = await oauth('mock-oauth2-hang');
    const log = record();
    await click(element);
    await reaches(element, 'connecting');
    await clickPart(element, 'cancel');
    await element.updateComplete;
    expect(log.slice(-2)).to.deep.equal(['nango-state idle', 'nango-error authorization_cancelled/cancelled']);
    expect(element.shadowRoot?.activeElement).to.equal(button(element));
    await until(() => popups[0]?.closed ?? false);
    // The focus that came back is no wish for another window, whose socket would be there for 10 s.
    expect(
      await settles(
        until(async () => (await openSockets()) === 0),
        9000,
      ),
    ).to.be.true;
  });

  it('joins a second click to the attempt that is on, and shows its window', async () => {
    const element = await oauth('mock-oauth2-hang');
    const log = record();
    await click(element);
    const { focus } = Nango.prototype;
    let shown = 0;
    Nango.prototype.focus = () => void (shown += 1);
    await click(button(element));
    Nango.prototype.focus = focus;
    expect(shown).to.equal(1);
    expect(element.connect()).to.equal(element.connect());
    expect(popups).to.have.length(1);
    expect(log.filter((line) => line.startsWith('nango-start'))).to.have.length(1);
    element.cancel();
  });

  it("shows a denial in the user's words, the server's under Details, and tries again", async () => {
    const element = await oauth('mock-oauth2-deny');
    const failure = next(element, 'nango-error');
    await click(element);
    const { detail } = await failure;
    expect(detail).to.include({
      type: 'callback_err',
      outcome: 'cancelled',
      retryable: true,
      providerConfigKey: 'mock-oauth2-deny',
    });
    expect(detail.error).to.be.instanceOf(AuthError);
    expect(element.error).to.equal(detail.error);
    await element.updateComplete;
    expect(find(element, '[role=alert]').textContent).to.contain('Access wasn’t granted');
    expect(text(element, 'details')).to.contain(detail.message);
    await isAccessible(element);

    element.integrationId = 'mock-oauth2';
    await clickPart(element, 'retry');
    await reaches(element, 'connected');
    expect(element.shadowRoot?.querySelector('[role=alert]')).to.equal(null);
  });

  it('says that the window was blocked, and opens it in a fresh gesture', async () => {
    const element = await oauth();
    window.open = () => null;
    const failure = next(element, 'nango-error');
    await click(element);
    expect((await failure).detail).to.include({ type: 'blocked_by_browser', outcome: 'failed', retryable: true });
    await element.updateComplete;
    expect(text(element, 'open-window')).to.equal('Open the window');
    closePopups();
    watchPopups();
    await clickPart(element, 'open-window');
    await reaches(element, 'connected');
  });

  it('shows a button of its own where code asks for a window without a gesture', async () => {
    const element = await oauth();
    const { userActivation } = navigator;
    Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { isActive: false } });
    const attempt = element.connect();
    Object.defineProperty(navigator, 'userActivation', { configurable: true, value: userActivation });
    await element.updateComplete;
    expect(popups).to.have.length(0);
    expect(find(element, 'dialog').matches(':modal')).to.be.true;
    await isAccessible(element);
    await clickPart(element, 'open-window');
    expect(await attempt).to.equal(element.result);
  });

  it('offers to go on where the provider cuts the window off', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2-coop', authMode: 'OAUTH2' });
    await click(element);
    await reaches(element, 'waiting');
    expect(choices(element)).to.deep.equal(['Open again', 'I closed it', 'Cancel']);
    await isAccessible(element);
    const failure = next(element, 'nango-error');
    await clickPart(element, 'closed-it');
    expect((await failure).detail).to.include({ type: 'window_closed', outcome: 'unknown' });
  });

  it('opens another window for the same attempt', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2-coop', authMode: 'OAUTH2' });
    const log = record();
    await click(element);
    await reaches(element, 'waiting');
    await clickPart(element, 'open-again');
    expect(popups).to.have.length(2);
    expect(log.filter((line) => /start|error/.test(line))).to.deep.equal(['nango-start mock-oauth2-coop']);
    element.cancel();
  });

  it('asks the page whether the connection was made', async () => {
    const made = { providerConfigKey: 'mock-oauth2-coop', connectionId: 'found', isPending: false };
    const asked: unknown[] = [];
    let known = false;
    const element = await connectElement({
      integrationId: 'mock-oauth2-coop',
      authMode: 'OAUTH2',
      confirm: (attempt) => {
        asked.push(attempt.providerConfigKey);
        return Promise.resolve(known ? made : undefined);
      },
    });
    await click(element);
    await reaches(element, 'waiting');
    known = true;
    await clickPart(element, 'check-again');
    await reaches(element, 'connected');
    expect(element.result).to.deep.equal(made);
    expect(asked).to.include('mock-oauth2-coop');
  });

  const noConnection: [string, () => unknown][] = [
    ['says No as our backend does', () => Promise.resolve({ connected: false })],
    ['says true', () => Promise.resolve(true)],
    ['says Yes in words', () => Promise.resolve('yes')],
    ['gives an id that is no text', () => Promise.resolve({ connectionId: { id: 1 } })],
    ['says No at once', () => ({ connected: false })],
    ['says nothing', () => undefined],
    [
      'throws',
      () => {
        throw new Error('Not now');
      },
    ],
    ['rejects', () => Promise.reject(new Error('502'))],
  ];
  for (const [name, answer] of noConnection) {
    it(`takes no connection from a confirm that ${name}, and stays alive`, async () => {
      const element = await connectElement({ integrationId: 'mock-oauth2-coop', authMode: 'OAUTH2' });
      Object.assign(element, { confirm: answer });
      const log = record();
      await click(element);
      await reaches(element, 'waiting');
      await clickPart(element, 'check-again');
      await element.updateComplete;
      expect(element.state).to.equal('waiting');
      const failure = next(element, 'nango-error');
      await clickPart(element, 'closed-it');
      expect((await failure).detail).to.include({ type: 'window_closed', outcome: 'unknown' });
      expect(log.some((line) => line.startsWith('nango-success'))).to.equal(false);
    });
  }

  it('takes a connection from a confirm that answers at once', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2-coop', authMode: 'OAUTH2' });
    let known = false;
    Object.assign(element, { confirm: () => (known ? { connectionId: 'found' } : undefined) });
    await click(element);
    await reaches(element, 'waiting');
    known = true;
    await clickPart(element, 'closed-it');
    await reaches(element, 'connected');
    expect(element.value).to.equal('found');
  });

  it('does nothing where the page prevents the start', async () => {
    const element = await oauth();
    const log = record();
    element.addEventListener('nango-start', (event) => event.preventDefault(), { once: true });
    const error = await refusal(element.connect());
    expect(error).to.include({ type: 'authorization_cancelled', outcome: 'cancelled' });
    expect(log).to.deep.equal(['nango-start mock-oauth2']);
    expect(element.state).to.equal('idle');
    expect(popups).to.have.length(0);
  });

  it('rejects connect() with the very error of the event', async () => {
    const element = await oauth('mock-oauth2-deny');
    const failure = next(element, 'nango-error');
    let attempt: Promise<unknown> = Promise.resolve();
    find(element, 'slot[name=trigger]').addEventListener('click', () => void (attempt = element.connect()));
    await click(element);
    expect((await failure).detail.error).to.equal(await refusal(attempt));
  });

  it('shows the connection, and can renew it', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2' });
    await knows(element);
    await click(element);
    await reaches(element, 'connected');
    expect(button(element).textContent.replace(/\s+/g, ' ').trim()).to.match(/is connected ?Reconnect$/);
    await isAccessible(element);
    const first = element.value;
    await click(button(element));
    await until(() => element.value !== first);
    expect(element.state).to.equal('connected');
  });

  it('keeps the connection when renewing it fails', async () => {
    const element = await oauth();
    await click(element);
    await reaches(element, 'connected');
    const { value } = element;
    element.integrationId = 'mock-oauth2-deny';
    await click(button(element));
    await reaches(element, 'error');
    expect(element.value).to.equal(value);
    element.cancel();
    expect(element.state).to.equal('connected');
  });

  it('reports the same connection from a session to reconnect, and says so', async () => {
    const element = await oauth();
    await click(element);
    await reaches(element, 'connected');
    const { value } = element;
    const again = await connectElement(
      { integrationId: 'mock-oauth2', sessionToken: await reconnectSession(value, 'mock-oauth2') },
      '',
    );
    await knows(again);
    expect(button(again).textContent.trim()).to.equal('Reconnect');
    await click(again);
    await reaches(again, 'connected');
    expect(again.value).to.equal(value);
  });

  it('asks for what it needs before the click, and never again', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2' });
    const log = record();
    await knows(element);
    await click(element);
    await reaches(element, 'connected');
    expect(log).not.to.include('nango-state loading');
  });

  it('says that it is loading when a click comes before it knows what to ask, then opens the window', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2', session: { tags: { fresh: 'yes' } } });
    const log = record();
    await click(element);
    await reaches(element, 'connected');
    expect(log.filter((line) => line.startsWith('nango-state'))).to.deep.equal([
      'nango-state loading',
      'nango-state connecting',
      'nango-state connected',
    ]);
  });

  it('is operated by commands from any button', async () => {
    const { url } = await sandboxInfo();
    const box = await page(html`<div>
      <button id="go" command="--connect" commandfor="target">Go</button>
      <button id="stop" command="--cancel" commandfor="target">Stop</button>
      <button id="zero" command="--reset" commandfor="target">Zero</button>
      <nango-connect id="target" .host=${url} .sessionToken=${await newSession()} integration-id="mock-oauth2" auth-mode="OAUTH2"></nango-connect>
    </div>`);
    const [go, stop, zero] = box.querySelectorAll('button');
    const element = box.querySelector('nango-connect');
    if (!go || !stop || !zero || !element) throw new Error('The page is not whole');
    await click(go);
    await reaches(element, 'connected');
    await click(zero);
    await reaches(element, 'idle');
    expect(element.value).to.equal('');
    element.integrationId = 'mock-oauth2-hang';
    await click(go);
    await reaches(element, 'connecting');
    await click(stop);
    await reaches(element, 'idle');
  });

  it("takes a button of the page's in place of its own", async () => {
    const { url } = await sandboxInfo();
    const element =
      await page<NangoConnect>(html`<nango-connect .host=${url} .sessionToken=${await newSession()} integration-id="mock-oauth2" auth-mode="OAUTH2">
      <button slot="trigger">Mine</button>
    </nango-connect>`);
    const mine = element.querySelector('button');
    if (!mine) throw new Error('There is no button');
    expect(button(element).getBoundingClientRect().width).to.equal(0);
    await click(mine);
    await reaches(element, 'connected');
    element.focus();
    expect(document.activeElement).to.equal(mine);
  });

  it('does nothing while disabled, by itself or by a fieldset', async () => {
    const element = await oauth();
    element.disabled = true;
    await element.updateComplete;
    expect(button(element).disabled).to.be.true;
    await click(element);
    element.disabled = false;
    const fieldset = document.createElement('fieldset');
    element.replaceWith(fieldset);
    fieldset.append(element);
    fieldset.disabled = true;
    await element.updateComplete;
    expect(button(element).disabled).to.be.true;
    await click(element);
    expect(element.state).to.equal('idle');
    fieldset.remove();
  });

  it('is disabled from the moment that the page says so', async () => {
    const element = await oauth();
    const log = record();
    element.disabled = true;
    button(element).click();
    expect([log.length, element.state]).to.deep.equal([0, 'idle']);
  });

  it('can be pressed again once it is no longer disabled, whatever wrote the attribute', async () => {
    const element = await oauth();
    element.disabled = true;
    await element.updateComplete;
    element.disabled = false;
    await element.updateComplete;
    expect(button(element).disabled).to.equal(false);
    expect(element.matches(':disabled')).to.equal(false);
    // As servers of some frameworks write it; a browser takes any value for true.
    const written = await page(html`<nango-connect disabled="false" integration-id="mock-oauth2"></nango-connect>`);
    expect(written.matches(':disabled')).to.equal(false);
    expect(written.shadowRoot?.querySelector('button')?.disabled).to.equal(false);
  });

  it('is readable in the dark', async () => {
    const element = await oauth('mock-oauth2-deny');
    element.theme = 'dark';
    await click(element);
    await reaches(element, 'error');
    await isAccessible(element);
  });
});
