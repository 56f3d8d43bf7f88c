import { afterEach, describe, expect, it } from 'vitest';
import { begin, publicKey } from '../support/fake-attempts.js';
import { fakes, settle, useFakes } from '../support/fakes.js';

describe('A page with a library that adds toJSON to arrays', () => {
  useFakes();
  afterEach(() => Reflect.deleteProperty(Array.prototype, 'toJSON'));

  it('sends what the user entered all the same', async () => {
    const credentials = { type: 'TWO_STEP', apiKey: 'the "key"', scopes: ['read', 'write'] };
    const claims = { id_token: { acr: { values: ['a', 'b'] } } };
    // As Prototype.js before 1.7.
    const value = function (this: unknown): string {
      return `"${String(this)}"`;
    };
    Object.defineProperty(Array.prototype, 'toJSON', { value, configurable: true });
    const post = begin({ credentials }).nango;
    const popup = begin({ authorization_params: { claims } }, { publicKey }).nango;
    await settle();
    fakes.socket.ack();
    await settle();
    Reflect.deleteProperty(Array.prototype, 'toJSON');
    expect(fakes.request.body).to.deep.equal(credentials);
    const sent = new URL(fakes.popup.visited[0] ?? '').searchParams.get('authorization_params[claims]');
    expect(JSON.parse(sent ?? '')).to.deep.equal(claims);
    post.clear();
    popup.clear();
    await settle();
  });
});
