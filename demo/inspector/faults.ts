/** What can go wrong, as the sandbox calls it. */
export interface FaultSwitch {
  readonly fault: string;
  readonly label: string;
  readonly about: string;
  /** Of the faults with the same target, only one can be on. */
  readonly target?: 'popup' | 'socket' | 'result' | 'answer';
}

/** The faults that are on once one is switched: off, or on instead of another one with the same target. */
export function switched(all: readonly FaultSwitch[], on: readonly string[], fault: string): string[] {
  if (on.includes(fault)) return on.filter((each) => each !== fault);
  const { target } = all.find((each) => each.fault === fault) ?? {};
  const stays = ({ fault: each, target: other }: FaultSwitch): boolean =>
    each === fault || (on.includes(each) && (target === undefined || other !== target));
  return all.filter(stays).map((each) => each.fault);
}

/** The faults of a list that exist, without those that exclude each other: of these, the last one stays. */
export function possible(all: readonly FaultSwitch[], wanted: readonly string[]): string[] {
  return all
    .map(({ fault }) => fault)
    .filter((fault) => wanted.includes(fault))
    .reduce<string[]>((on, fault) => switched(all, on, fault), []);
}

/** Caused by this page, not by the sandbox; `never-ack` is requested in the socket's URL. */
export const madeHere: readonly string[] = ['blocked', 'never-ack', 'hidden', 'offline'];

const offline: FaultSwitch = {
  fault: 'offline',
  label: 'Offline',
  about: 'No request and no socket of this page gets through. The element says so and offers to try again.',
};

const slow: FaultSwitch = {
  fault: 'slow',
  label: 'Slow server',
  about: 'The right answer, after two seconds.',
};

export const popupFaults: readonly FaultSwitch[] = [
  {
    fault: 'blocked',
    target: 'popup',
    label: 'Popup blocked',
    about: 'The browser gives no window. The element says so and offers to try again.',
  },
  {
    fault: 'coop',
    target: 'popup',
    label: 'Popup severed',
    about:
      'The provider’s pages sever the link to this one. The result comes by the socket; close the window early and see what you are asked.',
  },
  {
    fault: 'never-ack',
    target: 'socket',
    label: 'Socket never answers',
    about: 'Ten seconds without an answer end the attempt: nothing was created.',
  },
  {
    fault: 'drop-socket',
    target: 'socket',
    label: 'Socket cut off',
    about: 'Cut as the popup arrives. Finish there: the backend is asked whether the connection was made.',
  },
  {
    fault: 'no-frame',
    target: 'result',
    label: 'Result lost',
    about: 'The socket stays silent. The callback page tells this page, and after 30 seconds the backend confirms.',
  },
  {
    fault: 'garbage-frame',
    target: 'result',
    label: 'Result unreadable',
    about: 'The frame with the result isn’t JSON. After 30 seconds the backend is asked.',
  },
  {
    fault: 'late-frame',
    target: 'result',
    label: 'Result late',
    about: 'It comes three seconds after the callback page.',
  },
  {
    fault: 'html-502',
    target: 'answer',
    label: 'Server down',
    about: 'The popup shows a page of a proxy. Close it, and see what you are asked.',
  },
  slow,
  {
    fault: 'hidden',
    label: 'Page hidden',
    about:
      'As on a phone: behind the popup, this page is in the background and loses its socket. Finish there: the backend is asked.',
  },
  offline,
];

export const postFaults: readonly FaultSwitch[] = [
  slow,
  { fault: 'html-502', target: 'answer', label: 'Server down', about: 'A proxy answers with a page of HTML.' },
  { fault: 'rate-limit', target: 'answer', label: 'Too many requests', about: 'Status 429.' },
  {
    fault: 'validation-failed',
    target: 'answer',
    label: 'Account refused',
    about: 'The key works, but the account does not pass.',
  },
  {
    fault: 'made-html-502',
    target: 'answer',
    label: 'Answer lost',
    about: 'The connection is made, but a proxy swallows the answer. The backend is asked.',
  },
  {
    fault: 'cut-answer',
    target: 'answer',
    label: 'Answer cut off',
    about: 'The connection is made, and the answer ends in the middle.',
  },
  offline,
];
