import type { WaitingReason } from '../../engine/options.js';
import type { NangoState } from '../events.js';

/** Where the steps are shown: in a dialog, inline, or in a form that is always there. */
export type Place = 'dialog' | 'inline' | 'form';

/** The panel that an attempt was sent from, to return to if it ends without a connection. */
type Behind = 'form' | 'confirm-open' | undefined;

/** Why a panel waits for the user. `idle`: shown by `inline` before the user has clicked. */
type Phase = 'idle' | 'input' | 'failed';

/** The phase of a disconnect: the user is asked, the request was sent, or it failed. */
export type DisconnectPhase = 'asked' | 'sent' | 'failed';

/** What an element shows, exactly one at a time. `open`: in the dialog, if it has one. */
export type Step =
  | { readonly name: 'closed' }
  | { readonly name: 'loading'; readonly behind: Behind }
  | { readonly name: 'pick'; readonly phase: Phase }
  | { readonly name: 'form'; readonly phase: Phase }
  | { readonly name: 'confirm-discard'; readonly phase: Phase }
  /** The gesture has expired, or nobody has clicked yet: ask for a click. */
  | { readonly name: 'confirm-open'; readonly phase: Phase }
  | { readonly name: 'sending'; readonly behind: Behind; readonly open: boolean }
  | { readonly name: 'popup'; readonly behind: Behind; readonly open: boolean; readonly waiting?: WaitingReason }
  | { readonly name: 'connected'; readonly open: boolean; readonly disconnect?: DisconnectPhase }
  | { readonly name: 'failed'; readonly behind: Behind; readonly open: boolean };

/** Before anything has happened. */
export const atRest: Step = { name: 'closed' };

/** What moves an element from one step to another. */
export type StepEvent =
  | { readonly type: 'load' }
  | { readonly type: 'show'; readonly panel: 'pick' | 'form' | 'confirm-open'; readonly place: Place }
  | { readonly type: 'ask-discard' }
  | { readonly type: 'keep-editing' }
  | { readonly type: 'send'; readonly popup: boolean }
  | { readonly type: 'wait'; readonly reason: WaitingReason }
  | { readonly type: 'succeed' }
  | { readonly type: 'fail' }
  | { readonly type: 'cancel'; readonly place: Place; readonly connected: boolean }
  | { readonly type: 'disconnect'; readonly phase: DisconnectPhase | undefined }
  | { readonly type: 'reset' };

/** The next step. A pure function. */
export function next(step: Step, event: StepEvent): Step {
  switch (event.type) {
    case 'load':
      return { name: 'loading', behind: behind(step) };
    case 'show':
      // An `inline` panel that the user hasn't touched is not a step of an attempt.
      return {
        name: event.panel,
        phase: event.panel === 'confirm-open' && event.place === 'inline' ? 'idle' : 'input',
      };
    case 'ask-discard':
      return step.name === 'form' ? { name: 'confirm-discard', phase: step.phase } : step;
    case 'keep-editing':
      return step.name === 'confirm-discard' ? { name: 'form', phase: step.phase } : step;
    case 'send':
      return { name: event.popup ? 'popup' : 'sending', behind: behind(step), open: isOpen(step) };
    case 'wait':
      return { name: 'popup', behind: behind(step), open: isOpen(step), waiting: event.reason };
    case 'succeed':
      return { name: 'connected', open: isOpen(step) };
    case 'fail':
      return step.name !== 'loading' && behind(step) === 'form'
        ? { name: 'form', phase: 'failed' }
        : { name: 'failed', behind: behind(step), open: isOpen(step) };
    case 'cancel':
      if (event.connected) return { name: 'connected', open: false };
      return event.place === 'dialog' ? atRest : withoutAttempt(step, event.place);
    case 'disconnect': {
      const { phase } = event;
      return step.name === 'connected' ? { name: 'connected', open: false, ...(phase && { disconnect: phase }) } : step;
    }
    case 'reset':
      return atRest;
  }
}

/** The public state of a step. */
export function stateOf(step: Step): NangoState {
  switch (step.name) {
    case 'closed':
      return 'idle';
    case 'pick':
    case 'form':
    case 'confirm-discard':
    case 'confirm-open':
      return step.phase === 'failed' ? 'error' : step.phase;
    case 'sending':
      return 'connecting';
    case 'popup':
      return step.waiting ? 'waiting' : 'connecting';
    case 'failed':
      return 'error';
    case 'loading':
    case 'connected':
      return step.name;
  }
}

/** The panel of a step: while an attempt is sent, the panel that it was sent from stays visible. */
export function panelOf(step: Step): Exclude<Step['name'], 'sending'> {
  return step.name === 'sending' ? (step.behind ?? 'closed') : step.name;
}

/** Whether the form is on the page, visible or hidden, and keeps what was typed. */
export function keepsForm(step: Step): boolean {
  return step.name === 'confirm-discard' || step.name === 'form' || behind(step) === 'form';
}

/** Whether the dialog is open, if there is one. */
export function isOpen(step: Step): boolean {
  switch (step.name) {
    case 'closed':
      return false;
    case 'loading':
    case 'pick':
    case 'form':
    case 'confirm-discard':
    case 'confirm-open':
      return true;
    case 'sending':
    case 'popup':
    case 'connected':
    case 'failed':
      return step.open;
  }
}

/** Whether the user can only wait. */
export function isBusy(step: Step): boolean {
  return step.name === 'loading' || isSent(step);
}

/** Whether the attempt has been sent. */
export function isSent(step: Step): boolean {
  return step.name === 'sending' || step.name === 'popup';
}

function behind(step: Step): Behind {
  switch (step.name) {
    case 'form':
    case 'confirm-open':
      return step.name;
    case 'confirm-discard':
      return 'form';
    case 'loading':
    case 'sending':
    case 'popup':
    case 'failed':
      return step.behind;
    case 'closed':
    case 'pick':
    case 'connected':
      return undefined;
  }
}

/** The step after an attempt has ended: with `inline`, the panel from before. */
function withoutAttempt(step: Step, place: Place): Step {
  const panel = step.name === 'pick' ? 'pick' : behind(step);
  return panel ? { name: panel, phase: place === 'form' ? 'input' : 'idle' } : atRest;
}
