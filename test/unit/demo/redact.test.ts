import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { redactFrame, redactText, redactUrl } from '../../../demo/inspector/redact.js';

describe('What the Inspector shows', () => {
  it('has no value of an address', () => {
    const shown = redactUrl(
      'http://localhost:3003/oauth/connect/github?connect_session_token=abc&params%5Ba%5D=1',
      'http://localhost:8000',
    );
    assert.equal(shown, 'http://localhost:3003/oauth/connect/github?connect_session_token=…&params[a]=…');
    assert.equal(redactUrl('/api/nango/session', 'http://localhost:8000'), '/api/nango/session');
  });

  it('has the kind of a frame, and only names of the rest', () => {
    const frame = JSON.stringify({
      message_type: 'success',
      provider_config_key: 'github',
      connection_id: 'secret-1',
      __: { a: 1 },
    });
    assert.equal(redactFrame(frame), '{ message_type: success, provider_config_key: github, connection_id: …, __: … }');
    assert.equal(redactFrame('{"message_type":"suc'), 'not JSON, 20 characters');
    assert.equal(redactFrame(new ArrayBuffer(1)), '…');
  });

  it('has no token in a text', () => {
    const token = `nango_connect_session_${'0a'.repeat(32)}`;
    assert.equal(redactText(`sent ${token} and ${'ab'.repeat(20)}`), 'sent … and …');
  });
});
