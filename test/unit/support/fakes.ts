import { afterEach, beforeEach, expect, vi } from 'vitest';
import { CountingTarget, FakePopup, FakeRequest, FakeSocket } from './fake-parts.js';

// Fakes for what a real browser can't be made to do at a given moment: a clock, sockets, popups, requests, and a page
// that gets and loses the focus. Everything is put back after each test, and must have been left tidy.

export const host = 'https://nango.test';

const clock = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;

class Fakes {
  popups: FakePopup[] = [];
  requests: FakeRequest[] = [];
  /** Answers each request as it comes; what it leaves open, the test answers. */
  server: (request: FakeRequest) => void = () => undefined;
  popupsBlocked = false;
  /** The page runs in a sandbox, and so does each popup, with an origin of its own. */
  sandboxed = false;
  focused = true;
  visible = true;
  /** The page is in the background, where a browser's timers come once a second. */
  throttled = false;
  #window = new CountingTarget();
  #document = new CountingTarget();
  #undo: (() => void)[] = [];

  get now(): number {
    return Date.now();
  }
  get sockets(): readonly FakeSocket[] {
    return FakeSocket.all;
  }
  /** The latest of each. */
  get socket(): FakeSocket {
    return last(this.sockets);
  }
  get popup(): FakePopup {
    return last(this.popups);
  }
  get request(): FakeRequest {
    return last(this.requests);
  }

  install(): void {
    Object.assign(this, new Fakes());
    FakeSocket.all = [];
    FakeSocket.forbidden = false;
    this.#window = new CountingTarget();
    this.#document = new CountingTarget();
    vi.useFakeTimers({ toFake: [...clock], now: 1_800_000_000_000 });
    const { setTimeout: later, setInterval: again } = globalThis;
    const delay = (ms = 0) => (this.throttled ? Math.max(1_000, ms) : ms);
    this.#replace(globalThis, 'setTimeout', (act: () => void, ms?: number) => later(act, delay(ms)));
    this.#replace(globalThis, 'setInterval', (act: () => void, ms?: number) => again(act, delay(ms)));
    this.#replace(globalThis, 'WebSocket', FakeSocket);
    this.#replace(globalThis, 'open', () => this.#open());
    this.#replace(globalThis, 'fetch', (url: string, init: RequestInit = {}) => this.#fetch(url, init));
    this.#replace(window, 'addEventListener', this.#window.add);
    this.#replace(window, 'removeEventListener', this.#window.remove);
    this.#replace(document, 'addEventListener', this.#document.add);
    this.#replace(document, 'removeEventListener', this.#document.remove);
    this.#replace(Document.prototype, 'hasFocus', () => this.focused);
    this.#replace(Document.prototype, 'visibilityState', { get: () => (this.visible ? 'visible' : 'hidden') });
  }

  restore(): void {
    for (const undo of this.#undo.splice(0)) undo();
    vi.useRealTimers();
  }

  /** What an attempt must not leave behind. */
  get left() {
    return {
      timers: vi.getTimerCount(),
      listeners: this.#window.count + this.#document.count,
      sockets: this.sockets.filter(({ readyState }) => readyState < FakeSocket.CLOSING).length,
      popups: this.popups.filter(({ inReach }) => inReach).length,
      // A GET changes nothing, and ends by its own limit.
      posts: this.requests.filter(({ pending, method }) => pending && method === 'POST').length,
    };
  }

  /** Lets `ms` pass, and whatever falls due in it happen, one after the other. */
  async pass(ms: number): Promise<void> {
    await settle();
    let isOver = false;
    setTimeout(() => (isOver = true), ms);
    while (!isOver) {
      vi.advanceTimersToNextTimer();
      await settle();
    }
  }

  /** The computer sleeps: time goes by and no timer runs. */
  freeze(ms: number): void {
    vi.setSystemTime(this.now + ms);
  }

  focus(): Promise<void> {
    this.focused = true;
    return this.hear(new Event('focus'));
  }

  show(visible = true): Promise<void> {
    this.visible = visible;
    // As in a browser, where it bubbles from the document.
    this.#document.dispatchEvent(new Event('visibilitychange'));
    return this.hear(new Event('visibilitychange'));
  }

  hear(event: Event, target: EventTarget = this.#window): Promise<void> {
    target.dispatchEvent(event);
    return settle();
  }

  /** A message arrives at the page. */
  message(data: unknown, from: { origin?: string; source?: unknown } = {}): Promise<void> {
    const event = new MessageEvent('message', { data, origin: from.origin ?? host });
    Object.defineProperty(event, 'source', { value: from.source ?? this.popup });
    return this.hear(event);
  }

  #open(): FakePopup | null {
    if (this.popupsBlocked) return null;
    const popup = new FakePopup();
    popup.foreign = this.sandboxed;
    this.focused = false;
    this.popups.push(popup);
    return popup;
  }

  #fetch(url: string, init: RequestInit): Promise<object> {
    const request = new FakeRequest(url, init);
    this.requests.push(request);
    this.server(request);
    return request.promise;
  }

  #replace(target: object, name: string, by: object & { get?: () => unknown }): void {
    const before = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, { ...('get' in by ? by : { value: by, writable: true }), configurable: true });
    this.#undo.push(() => {
      if (before) Object.defineProperty(target, name, before);
      else Reflect.deleteProperty(target, name);
    });
  }
}

export const fakes = new Fakes();

/** Lets all promises that can settle now do so. */
export async function settle(): Promise<void> {
  for (let hop = 0; hop < 30; hop++) await Promise.resolve();
}

function last<T>(list: readonly T[]): T {
  const item = list.at(-1);
  if (!item) throw new Error('There is none yet');
  return item;
}

/** Fakes for each test of a suite; each must leave nothing behind. */
export function useFakes(): void {
  beforeEach(() => fakes.install());
  afterEach(async ({ task }) => {
    try {
      if (task.result?.state === 'fail') return;
      // A popup whose first page is on its way is closed when that is there, or a second later.
      await fakes.pass(1_000);
      expectNothingLeft();
    } finally {
      fakes.restore();
    }
  });
}

export function expectNothingLeft(): void {
  expect(fakes.left).to.deep.equal({ timers: 0, listeners: 0, sockets: 0, popups: 0, posts: 0 });
}
