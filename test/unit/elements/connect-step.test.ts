import { describe, expect, it } from 'vitest';
import { isBusy, isOpen, keepsForm, next, panelOf, stateOf } from '../../../src/elements/attempt/connect-step.js';
import type { Place, Step, StepEvent } from '../../../src/elements/attempt/connect-step.js';

const closed: Step = { name: 'closed' };
const sent: StepEvent = { type: 'send', popup: true };
const posted: StepEvent = { type: 'send', popup: false };
const show = (panel: 'pick' | 'form' | 'confirm-open', place: Place = 'dialog'): StepEvent => ({
  type: 'show',
  panel,
  place,
});
const cancel = (place: Place = 'dialog', connected = false): StepEvent => ({ type: 'cancel', place, connected });

/** Where events lead. */
const after = (...events: StepEvent[]): Step => events.reduce(next, closed);

/** What a page and a user see of a step. */
const seen = (step: Step): string => {
  const dialog = isOpen(step) ? 'open' : 'shut';
  return [stateOf(step), panelOf(step), dialog, isBusy(step) && 'busy', keepsForm(step) && 'form kept']
    .filter(Boolean)
    .join(', ');
};

const ways: Readonly<Record<string, readonly [events: readonly StepEvent[], seen: string]>> = {
  'nothing yet': [[], 'idle, closed, shut'],
  'a click, before anything is known': [[{ type: 'load' }], 'loading, loading, open, busy'],
  'a choice of integrations': [[show('pick')], 'input, pick, open'],
  'a form': [[show('pick'), show('form')], 'input, form, open, form kept'],
  'a popup, without anything before': [[sent], 'connecting, popup, shut, busy'],
  'a popup, from a form': [[show('form'), sent], 'connecting, popup, open, busy, form kept'],
  'a popup, from the choice': [[show('pick'), sent], 'connecting, popup, open, busy'],
  'a form that is posted': [[show('form'), posted], 'connecting, form, open, busy, form kept'],
  'a popup that only the user can see': [[sent, { type: 'wait', reason: 'lost' }], 'waiting, popup, shut, busy'],
  'a popup that is opened again': [[sent, { type: 'wait', reason: 'lost' }, sent], 'connecting, popup, shut, busy'],
  'a gesture that has expired': [[{ type: 'load' }, show('confirm-open')], 'input, confirm-open, open'],
  'a button in place, before anybody asks': [[show('confirm-open', 'inline')], 'idle, confirm-open, open'],
  'a half-filled form that is left': [
    [show('form'), { type: 'ask-discard' }],
    'input, confirm-discard, open, form kept',
  ],
  'a half-filled form that is kept': [
    [show('form'), { type: 'ask-discard' }, { type: 'keep-editing' }],
    'input, form, open, form kept',
  ],
  'a connection, from the page': [[sent, { type: 'succeed' }], 'connected, connected, shut'],
  'a connection, from a dialog': [[show('form'), posted, { type: 'succeed' }], 'connected, connected, open'],
  'a failure, from the page': [[sent, { type: 'fail' }], 'error, failed, shut'],
  'a failure, from a form': [[show('form'), posted, { type: 'fail' }], 'error, form, open, form kept'],
  'a failure, from the choice': [[show('pick'), sent, { type: 'fail' }], 'error, failed, open'],
  'requirements that can’t be loaded': [[{ type: 'load' }, { type: 'fail' }], 'error, failed, open'],
  'a failed form that is sent again': [
    [show('form'), posted, { type: 'fail' }, posted],
    'connecting, form, open, busy, form kept',
  ],
  'a dialog that is closed': [[show('form'), cancel()], 'idle, closed, shut'],
  'a choice in place that is cancelled': [[show('pick'), cancel('inline')], 'idle, pick, open'],
  'a form in place that is cancelled': [[show('form'), sent, cancel('inline')], 'idle, form, open, form kept'],
  'a form of its own that is cancelled': [[show('form', 'form'), sent, cancel('form')], 'input, form, open, form kept'],
  'an attempt that is cancelled after a connection': [
    [sent, { type: 'succeed' }, sent, cancel('dialog', true)],
    'connected, connected, shut',
  ],
  'a reset': [[sent, { type: 'succeed' }, { type: 'reset' }], 'idle, closed, shut'],
};

describe('What is shown, in state, panel and dialog, after', () => {
  for (const [name, [events, expected]] of Object.entries(ways)) {
    it(name, () => {
      expect(seen(after(...events))).to.equal(expected);
    });
  }

  it('questions about a form that is not there: the same as before', () => {
    for (const step of [closed, after(sent), after(show('pick'))]) {
      expect(next(step, { type: 'ask-discard' })).to.equal(step);
      expect(next(step, { type: 'keep-editing' })).to.equal(step);
    }
  });
});
