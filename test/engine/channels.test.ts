import { expect } from '@open-wc/testing';
import { begin, connected, severed, underway } from '../browser-support/fake-attempts.js';
import { fakes, settle, useFakes } from '../browser-support/fakes.js';

describe('The socket', () => {
  useFakes();

  it('tells the result, which ends the attempt', async () => {
    const { fate } = await underway();
    fakes.socket.success();
    await settle();
    expect(fate.result).to.deep.equal(connected);
  });
});
