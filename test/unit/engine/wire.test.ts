import fc from 'fast-check';
import { AuthError } from '../../../src/engine/nango.js';
import { isIntegrations, isProvider, isSession } from '../../../src/engine/answers.js';
import { fieldsOf, readData, readFrame, readJson, readRefusal, readResult } from '../../../src/engine/wire.js';
import { describe, expect, it } from 'vitest';

describe('A frame of the socket', () => {
  const read = (frame: unknown) => readFrame(JSON.stringify(frame));
  const success = { message_type: 'success', connection_id: 'c-1', provider_config_key: 'github', is_pending: false };

  it('is the ack, with the socket’s id', () => {
    expect(read({ message_type: 'connection_ack', ws_client_id: 'id-1' })).to.equal('id-1');
  });

  it('is the result', () => {
    const result = { connectionId: 'c-1', providerConfigKey: 'github', isPending: false };
    expect(read(success)).to.deep.equal(result);
    expect(read({ ...success, is_pending: true, private_key: 'secret' })).to.deep.equal({ ...result, isPending: true });
  });

  it('is an error, by its code and text', () => {
    const error = read({
      message_type: 'error',
      error_type: 'callback_err',
      error_desc: 'No code',
      connection_id: 'c-1',
    });
    expect(error)
      .to.be.instanceOf(AuthError)
      .and.include({ type: 'callback_err', message: 'No code', outcome: 'failed' });
  });

  it('is an error even where it says nothing more', () => {
    expect(read({ message_type: 'error' }))
      .to.be.instanceOf(AuthError)
      .and.include({ type: 'unknown_error' });
    for (const odd of [7, {}, ' ', '\n'])
      expect(read({ message_type: 'error', error_type: odd, error_desc: {} })).to.include({ type: 'unknown_error' });
  });

  it('is a failure even by a code of ours: neither the user nor the page has ended it', () => {
    for (const type of [
      'window_closed',
      'authorization_cancelled',
      'superseded',
      'connection_timeout',
      'connection_lost',
    ]) {
      expect(read({ message_type: 'error', error_type: type })).to.include({ type, outcome: 'failed' });
      expect(readRefusal({ error: { code: type } }, 400)).to.include({ type, outcome: 'failed' });
    }
  });

  it('is none of ours', () => {
    expect(read({ message_type: 'maintenance' })).to.equal(undefined);
    expect(readFrame(JSON.stringify(success), 'slack')).to.equal(undefined);
    for (const key of ['github', 'Slack', 7, true, {}, ['slack']])
      for (const frame of [success, { message_type: 'error' }])
        expect(readFrame(JSON.stringify({ ...frame, provider_config_key: key }), 'slack')).to.equal(undefined);
  });

  const unreadable: [string, unknown][] = [
    ['HTML', '<html>'],
    ['nothing', ''],
    ['half of JSON', '{"message_type":"succ'],
    ['no text', new Blob()],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['an object without a kind', '{}'],
    ['an ack without an id', '{"message_type":"connection_ack"}'],
    ['an ack whose id is no text', '{"message_type":"connection_ack","ws_client_id":{}}'],
    ['a success without an id', JSON.stringify({ ...success, connection_id: undefined })],
    ['a success with an empty id', JSON.stringify({ ...success, connection_id: '' })],
    ['a success whose id is no text', JSON.stringify({ ...success, connection_id: 7 })],
    ['a success that is only inherited', `{"__proto__":${JSON.stringify(success)}}`],
  ];
  for (const [name, data] of unreadable) {
    it(`that is ${name} can’t be read`, () => expect(readFrame(data)).to.equal(undefined));
  }
});

describe('A refusal', () => {
  const error = { code: 'invalid_body', message: 'Not this way' };
  const issue = { code: 'too_small', message: 'Too short', path: ['apiKey'] };

  const shapes: [string, unknown, Partial<AuthError>][] = [
    ['A', { error }, { type: 'invalid_body', message: 'Not this way', issues: undefined }],
    ['A without a message', { error: { code: 'invalid_body' } }, { type: 'invalid_body' }],
    ['B', { error: { code: 'invalid_body', errors: [issue] } }, { type: 'invalid_body', issues: [issue] }],
    ['C', { error: { ...error, payload: {} } }, { type: 'invalid_body', message: 'Not this way' }],
    [
      'C with a text as payload',
      { error: { ...error, payload: 'uuid' } },
      { type: 'invalid_body', message: 'Not this way' },
    ],
    [
      'D',
      { error: 'Not this way', type: 'invalid_body', payload: {} },
      { type: 'invalid_body', message: 'Not this way' },
    ],
    [
      'E',
      { error: { code: 'too_many_request', method: 'POST', path: '/x' } },
      { type: 'too_many_request', retryable: true },
    ],
  ];
  for (const [name, body, expected] of shapes) {
    it(`of shape ${name} is read`, () => {
      const refusal = readRefusal(body, 400);
      expect(refusal).to.deep.include({ ...expected, status: 400 });
      expect(refusal?.message).to.not.equal('');
    });
  }

  it('is read whatever the status (shape F)', () => {
    expect(readRefusal({ error }, 200)).to.include({ type: 'invalid_body', status: 200 });
  });

  it('repeats nothing of what was sent, neither in its message nor in its issues', () => {
    const sent = JSON.stringify({
      username: 'ada.example',
      password: 'ada.example+s3cret',
      nested: [{ pem: 'a\nb "c"' }],
    });
    const message = 'No ada.example+s3cret for ada.example, nor a\nb "c"';
    const said = 'No … for …, nor …';
    for (const body of [{ error: { code: 'x', message, errors: [{ message }] } }, { error: message, type: 'x' }]) {
      const refusal = readRefusal(body, 400, 'failed', sent);
      expect(refusal?.message).to.equal(said);
      for (const issue of refusal?.issues ?? []) expect(issue.message).to.equal(said);
    }
  });

  it('keeps what may be a word, and the code', () => {
    const sent = JSON.stringify({ username: 'error', apiKey: 'server_error' });
    const refusal = readRefusal({ error: { code: 'server_error', message: 'An error' } }, 400, 'failed', sent);
    expect(refusal).to.include({ type: 'server_error', message: 'An error' });
  });

  it('has issues with every field, whatever the server left out', () => {
    const refusal = readRefusal({ error: { code: 'invalid_body', errors: [{ path: ['params', 0] }] } }, 400);
    expect(refusal?.issues?.[0]?.path).to.deep.equal(['params', '0']);
    expect(refusal?.issues?.[0]?.message).to.be.a('string');
    expect(refusal?.issues?.[0]?.code).to.be.a('string');
  });

  for (const body of [
    undefined,
    null,
    7,
    '',
    'text',
    [],
    {},
    { error: null },
    { error: {} },
    { error: { code: 7 } },
    { error: 'text' },
    { type: 'x' },
  ]) {
    it(`is not ${JSON.stringify(body)}`, () => expect(readRefusal(body, 400)).to.equal(undefined));
  }
});

describe('A result', () => {
  it('is the server’s, or with its gaps filled', () => {
    const whole = { connectionId: 'c', providerConfigKey: 'github', isPending: true };
    expect(readResult({ ...whole, more: 1 }, 'github')).to.deep.equal(whole);
    expect(readResult({ connectionId: 'c' }, 'github')).to.deep.equal({
      connectionId: 'c',
      providerConfigKey: 'github',
      isPending: false,
    });
    expect(readResult({ ...whole, isPending: 'false' }, 'github')).to.include({ isPending: false });
  });

  for (const body of [
    undefined,
    null,
    7,
    'c',
    [],
    {},
    { connectionId: '' },
    { connectionId: 7 },
    { connectionId: null },
    { connectionId: 'c', providerConfigKey: 'slack' },
  ]) {
    it(`is not ${JSON.stringify(body)}`, () => expect(readResult(body, 'github')).to.equal(undefined));
  }
});

describe('Fields', () => {
  it('are a plain object’s own', () => {
    expect({ ...fieldsOf({ a: 1 }) }).to.deep.equal({ a: 1 });
    expect(fieldsOf(JSON.parse('{"__proto__":{"code":"x"}}')).code).to.equal(undefined);
    expect(fieldsOf({}).toString).to.equal(undefined);
    expect(fieldsOf({}).constructor).to.equal(undefined);
  });

  for (const none of [undefined, null, 7, 'text', ['a'], new Uint8Array(2), new Map([['a', 1]]), () => 1]) {
    it(`are none of ${Object.prototype.toString.call(none)}`, () => {
      expect(Object.keys(fieldsOf(none))).to.deep.equal([]);
    });
  }

  it('of a long text are not looked for, one property a character', () => {
    const long = 'x'.repeat(1_000_000);
    const { length } = Object.keys(fieldsOf(long));
    expect([length, readRefusal({ error: long, type: 'server_error' }, 500)?.type]).to.deep.equal([0, 'server_error']);
  });
});

describe('Whatever JSON comes', () => {
  // The last one can't be made a text of.
  const odd: unknown[] = [null, 7, '', [], {}, 'constructor', '__proto__', { toString: 1, valueOf: 1 }];
  const words = fc.constantFrom<unknown>('connection_ack', 'success', 'error', 'text', ...odd);
  const field = fc.oneof({ weight: 5, arbitrary: words }, fc.jsonValue());
  const issue = fc.record(
    { code: field, message: field, path: fc.oneof(field, fc.array(field)) },
    { requiredKeys: [] },
  );
  const likeAFrame = fc.record(
    {
      message_type: field,
      ws_client_id: field,
      connection_id: field,
      provider_config_key: field,
      is_pending: field,
      error_type: field,
      error_desc: field,
    },
    { requiredKeys: [] },
  );
  const likeABody = fc.record(
    {
      error: fc.oneof(
        field,
        fc.record(
          { code: field, message: field, errors: fc.oneof(field, fc.array(fc.oneof(field, issue))) },
          { requiredKeys: [] },
        ),
      ),
      type: field,
      data: field,
      connectionId: field,
      providerConfigKey: field,
    },
    { requiredKeys: [] },
  );

  it('a frame never throws, and errors have a type and a message', () => {
    fc.assert(
      fc.property(fc.oneof(likeAFrame, fc.jsonValue()), (frame) => {
        const read = readFrame(JSON.stringify(frame));
        if (read instanceof AuthError)
          expect(read.type && read.message)
            .to.be.a('string')
            .and.not.equal('');
      }),
      { numRuns: 1_000 },
    );
  });

  it('a body never throws, and results have an id', () => {
    fc.assert(
      fc.property(fc.oneof(likeABody, fc.jsonValue()), (body) => {
        const refusal = readRefusal(body, 400);
        if (refusal)
          expect(refusal.type && refusal.message)
            .to.be.a('string')
            .and.not.equal('');
        const result = readResult(body, 'github');
        if (result)
          expect(result.connectionId && result.providerConfigKey)
            .to.be.a('string')
            .and.not.equal('');
        for (const is of [isSession, isIntegrations, isProvider]) readData<unknown>(body, is);
      }),
      { numRuns: 1_000 },
    );
  });

  it('text that is no JSON is nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => void readJson(text)));
    expect(readJson('<html>')).to.equal(undefined);
    expect(readJson('')).to.equal(undefined);
  });
});

describe('What a server says is wrong', () => {
  it('may lack a code, a text or a place', () => {
    const body = { error: { code: 'invalid_body', errors: [{}, { code: 'c', message: 'm', path: ['a', 0, null] }] } };
    expect(readRefusal(body, 400)?.issues).to.deep.equal([
      { code: '', message: '', path: [] },
      { code: 'c', message: 'm', path: ['a', '0', 'null'] },
    ]);
  });

  it('is read of text alone: a binary frame is none of ours', () => {
    expect(readFrame(new ArrayBuffer(8), 'github')).to.equal(undefined);
  });
});
