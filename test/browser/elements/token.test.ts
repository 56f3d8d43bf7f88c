import { expect, fixture } from '@open-wc/testing';
import { fetchConfirmation, fetchToken } from '../../../src/elements/attempt/page-backend.js';
import { fieldsOf } from '../../../src/engine/wire.js';
import { refusal, until } from '../../browser-support/attempts.js';
import { expireSession, newSession, sandboxInfo } from '../../browser-support/sandbox.js';
import {
  backend,
  closePopups,
  connectElement,
  click,
  knows,
  next,
  reaches,
  record,
  stopRecording,
  watchPopups,
} from '../../browser-support/kit.js';

const url = '/api/nango-session';
const json = (body: unknown, status = 200): Response => Response.json(body, { status });

describe('session-url', function () {
  beforeEach(watchPopups);
  afterEach(() => {
    closePopups();
    stopRecording();
  });

  for (const answer of [{ token: 't' }, { sessionToken: 't' }, { data: { token: 't', expires_at: 'soon' } }]) {
    it(`may answer ${JSON.stringify(answer)}`, async () => {
      backend(url, () => json(answer));
      expect(await fetchToken(url, { integrationId: 'github' })).to.equal('t');
    });
  }

  it('is told the integration', async () => {
    const bodies: unknown[] = [];
    backend(url, (body) => {
      bodies.push(body);
      return json({ token: 't' });
    });
    await fetchToken(url, { integrationId: 'github' });
    expect(bodies).to.deep.equal([{ integrationId: 'github' }]);
  });

  const wrong: [string, () => Response | Promise<Response>, RegExp][] = [
    ['an error', () => json({ token: 'secret-token' }, 403), /status 403/],
    ['no JSON', () => new Response('<html>secret-token'), /no JSON/],
    ['no token', () => json({ tokens: ['secret-token'] }), /returned no token/],
    ['a token that is no text', () => json({ token: { secret: 'secret-token' } }), /returned no token/],
    ['null', () => json(null), /returned no token/],
    ['nothing', () => new Response(null, { status: 204 }), /returned no token/],
    ['not at all', () => Promise.reject(new TypeError('offline')), /no response/],
  ];
  for (const [what, answer, why] of wrong) {
    it(`answering ${what} is told by name and kind, and nothing of it is repeated`, async () => {
      backend(url, answer);
      const error = await refusal(fetchToken(url, { integrationId: 'github' }));
      expect(error.type).to.equal('session_token_error');
      expect(error.message).to.contain(url).and.to.match(why);
      expect(error.message).not.to.contain('secret-token');
    });
  }

  it('makes a connection, asked once', async () => {
    let asked = 0;
    const token = await newSession();
    backend(url, () => {
      asked += 1;
      return json({ token });
    });
    const element = await connectElement({ integrationId: 'mock-oauth2', sessionUrl: url });
    await knows(element);
    await click(element);
    await reaches(element, 'connected');
    expect(asked).to.equal(1);
  });

  it('is asked again, once, when its token has run out', async () => {
    const stale = await newSession();
    await expireSession(stale);
    const fresh = await newSession();
    const given: string[] = [];
    backend(url, () => {
      const token = given.length ? fresh : stale;
      given.push(token);
      return json({ token });
    });
    const element = await connectElement({ integrationId: 'mock-oauth2', sessionUrl: url, authMode: 'OAUTH2' });
    await click(element);
    await reaches(element, 'connected');
    expect(given).to.deep.equal([stale, fresh]);
  });

  for (const inline of [false, true]) {
    it(`is asked anew after a reset, when the user may be another${inline ? ', also in place' : ''}`, async () => {
      const asked: string[] = [];
      let user = 'first';
      const tokens = new Map([
        ['first', await newSession()],
        ['second', await newSession()],
      ]);
      // Elements with the same one share what they have loaded.
      const sessionUrl = `${url}/${inline}`;
      backend(sessionUrl, () => {
        asked.push(user);
        return json({ token: tokens.get(user) });
      });
      const element = await connectElement({ integrationId: 'mock-api-key', sessionUrl, inline });
      if (inline) await reaches(element, 'input');
      else await knows(element);
      user = 'second';
      element.reset();
      await until(() => asked.includes('second'));
      if (!inline) await click(element);
      await reaches(element, 'input');
      expect(asked).to.deep.equal(['first', 'second']);
    });
  }

  it('is asked anew after a reset of a form in the page, too', async () => {
    let asked = 0;
    const sessionUrl = `${url}/form`;
    backend(sessionUrl, async () => {
      asked += 1;
      return json({ token: await newSession() });
    });
    const { url: host } = await sandboxInfo();
    const form = document.createElement('nango-credentials-form');
    await fixture(Object.assign(form, { host, sessionUrl, integrationId: 'mock-api-key' }));
    await reaches(form, 'input');
    form.reset();
    await until(() => asked > 1);
    await reaches(form, 'input');
    expect(asked).to.equal(2);
  });

  it('is told the integration of now, where the page changes it', async () => {
    const bodies: unknown[] = [];
    const sessionUrl = `${url}/changed`;
    backend(sessionUrl, async (body) => {
      bodies.push(body);
      return json({ token: await newSession() });
    });
    const element = await connectElement({ integrationId: 'mock-api-key', sessionUrl });
    await knows(element);
    element.integrationId = 'mock-basic';
    await click(element);
    await reaches(element, 'input');
    expect(bodies).to.deep.equal([{ integrationId: 'mock-api-key' }, { integrationId: 'mock-basic' }]);
  });

  it('that fails fails the attempt, before anything is asked of the user', async () => {
    backend(url, () => json({}, 500));
    const element = await connectElement({ integrationId: 'mock-oauth2', sessionUrl: url, authMode: 'OAUTH2' });
    const log = record();
    const failure = next(element, 'nango-error');
    await click(element);
    expect((await failure).detail).to.include({ type: 'session_token_error', retryable: true });
    expect(log.filter((line) => /error /.test(line))).to.have.length(1);
  });

  it("may be a function of the page's, which is asked as well", async () => {
    let asked = 0;
    const element = await connectElement({
      integrationId: 'mock-api-key',
      sessionToken: () => {
        asked += 1;
        return newSession();
      },
    });
    await knows(element);
    expect(asked).to.equal(1);
    element.sessionToken = () => newSession();
    await element.updateComplete;
    void element.connect();
    await reaches(element, 'input');
    element.cancel();
  });

  it('that is another function by the time of the click is asked itself: it may be another user’s', async () => {
    const asked: string[] = [];
    const tokenOf = (user: string) => () => {
      asked.push(user);
      return newSession();
    };
    const element = await connectElement({ integrationId: 'mock-oauth2', sessionToken: tokenOf('first') });
    await knows(element);
    element.sessionToken = tokenOf('second');
    await click(element);
    await reaches(element, 'connected');
    expect(asked).to.deep.equal(['first', 'second']);
  });
});

describe('confirm-url', () => {
  afterEach(stopRecording);
  const attempt = { providerConfigKey: 'github', startedAt: 1 };

  it('is told the attempt, and answers with the connection', async () => {
    const bodies: unknown[] = [];
    backend('/confirm', (body) => {
      bodies.push(body);
      return json({ connectionId: 'c' });
    });
    const before = Date.now();
    expect(await fetchConfirmation('/confirm', attempt)).to.deep.equal({
      providerConfigKey: 'github',
      connectionId: 'c',
      isPending: false,
    });
    const { sentAt, ...asked } = fieldsOf(bodies[0]);
    expect(asked).to.deep.equal(attempt);
    expect(sentAt).to.be.within(before, Date.now());
    expect(bodies).to.have.length(1);
  });

  for (const [what, answer] of [
    ['{connected: false}', () => json({ connected: false })],
    ['null', () => json(null)],
    ['nothing', () => new Response(null, { status: 204 })],
  ] as const) {
    it(`answering ${what} knows of none`, async () => {
      backend('/confirm', answer);
      expect(await fetchConfirmation('/confirm', attempt)).to.equal(undefined);
    });
  }

  it('that fails knows nothing', async () => {
    backend('/confirm', () => json({}, 500));
    expect((await refusal(fetchConfirmation('/confirm', attempt))).message).to.contain('/confirm');
  });
});
