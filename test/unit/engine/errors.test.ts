import { asAuthError, AuthError } from '../../../src/engine/errors.js';
import type { AuthOutcome, OwnErrorType, ServerErrorType } from '../../../src/engine/nango.js';
import { describe, expect, it } from 'vitest';

const fail = (thrown: unknown): never => {
  throw thrown;
};

describe('AuthError', () => {
  const own: Record<OwnErrorType, [AuthOutcome, retryable: boolean]> = {
    missing_auth_token: ['failed', false],
    missing_connect_session_token: ['failed', false],
    missing_credentials: ['failed', false],
    invalid_host_url: ['failed', false],
    blocked_by_browser: ['failed', true],
    window_closed: ['cancelled', true],
    authorization_cancelled: ['cancelled', true],
    superseded: ['cancelled', true],
    session_token_error: ['failed', true],
    connection_timeout: ['unknown', true],
    connection_lost: ['unknown', true],
    network_error: ['failed', true],
    invalid_response: ['failed', false],
    unknown_error: ['failed', false],
  };
  for (const [type, [outcome, retryable]] of Object.entries(own)) {
    it(`of type ${type} says what that means`, () => {
      const error = new AuthError(type);
      expect(error).to.include({ type, outcome, retryable, name: 'AuthError' });
      expect(error.message).to.match(/^[A-Z].{10,}\.$/);
    });
  }

  it('is an Error with a stack', () => {
    expect(new AuthError('window_closed')).to.be.instanceOf(Error);
    expect(new AuthError('window_closed').stack).to.be.a('string').and.not.equal('');
  });

  const temporary: ServerErrorType[] = ['too_many_request', 'unknown_connect_session_token'];
  for (const type of temporary) {
    it(`of the server’s type ${type} can be tried again`, () => {
      expect(new AuthError(type)).to.include({ outcome: 'failed', retryable: true });
    });
  }

  // The names of what every object has are codes like any other.
  for (const type of [
    'invalid_hmac',
    'brand_new_err',
    'unhandled_A sentence',
    'constructor',
    'toString',
    '__proto__',
  ]) {
    it(`passes on the code ${type}, and names it where there is no text`, () => {
      const error = new AuthError(type);
      expect(error).to.include({ type, outcome: 'failed', retryable: false });
      expect(error.message).to.contain(type);
    });
  }

  it('can be made where a page has frozen what the language has', () => {
    Object.defineProperty(Error.prototype, 'name', { writable: false });
    try {
      expect(String(new AuthError('window_closed'))).to.match(/^AuthError: /);
    } finally {
      Object.defineProperty(Error.prototype, 'name', { writable: true });
    }
  });

  it('keeps the server’s text', () => {
    expect(new AuthError('invalid_hmac', { message: 'The digest is wrong' }).message).to.equal('The digest is wrong');
    expect(new AuthError('network_error', { message: '' }).message).to.not.equal('');
  });

  it('has its message in JSON too, as logs and copies need it', () => {
    const error = new AuthError('invalid_hmac', { message: 'Wrong digest', cause: 'secret' });
    const kept = {
      name: 'AuthError',
      message: 'Wrong digest',
      type: 'invalid_hmac',
      outcome: 'failed',
      retryable: false,
    };
    expect(JSON.parse(JSON.stringify(error))).to.deep.equal(kept);
  });

  it('keeps what is known beside its type', () => {
    const cause = new TypeError('Failed to fetch');
    const issues = [{ code: 'too_small', message: 'Too short', path: ['apiKey'] }];
    const error = new AuthError('invalid_body', { status: 400, issues, cause, outcome: 'unknown' });
    expect(error).to.deep.include({ status: 400, issues, cause, outcome: 'unknown' });
  });
});

describe('An error', () => {
  it('of the user’s No can be tried again, whatever its type', () => {
    expect(new AuthError('callback_err', { outcome: 'cancelled' }).retryable).to.equal(true);
    expect(new AuthError('callback_err').retryable).to.equal(false);
  });

  it('may be made of what can’t be looked at', () => {
    const { proxy: gone, revoke } = Proxy.revocable({}, {});
    revoke();
    const unreadable = new Proxy({}, { get: (_, name) => fail(name) });
    for (const thrown of [gone, unreadable]) {
      const error = asAuthError('session_token_error', thrown);
      expect(error.type).to.equal('session_token_error');
      expect(error.cause === thrown).to.equal(true);
    }
  });

  it('of another copy is known by its name and its shape', () => {
    const theirs = { name: 'AuthError', type: 'window_closed', outcome: 'cancelled', message: 'Closed' };
    expect(asAuthError('unknown_error', theirs)).to.include({ type: 'window_closed', outcome: 'cancelled' });
    for (const other of [null, undefined, 'AuthError', { ...theirs, name: 'Error' }, { ...theirs, type: 5 }])
      expect(asAuthError('unknown_error', other).type).to.equal('unknown_error');
  });
});
