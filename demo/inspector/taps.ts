import { redactFrame, redactText, redactUrl } from './redact.js';
import type { Timeline } from './timeline.js';

const eventNames = ['nango-start', 'nango-state', 'nango-success', 'nango-error'] as const;
const glanceMs = 200;

/** Records the elements' events. */
export function tapEvents(timeline: Timeline): void {
  for (const name of eventNames) {
    document.addEventListener(name, ({ detail, target }) => {
      // The last event of an element that has been taken away fires where that was.
      if (!(target instanceof Element && 'integrationId' in target)) return;
      if (name === 'nango-start') timeline.mark();
      if ('state' in detail) timeline.add('event', `${name}: ${detail.previous} → ${detail.state}`);
      else if ('outcome' in detail)
        timeline.add('event', `${name}: ${detail.type}, ${detail.outcome}. ${redactText(detail.message)}`, 'bad');
      else timeline.add('event', name, name === 'nango-success' ? 'good' : undefined);
    });
  }
}

/** Records what the attribute `debug` prints. */
export function tapDebug(timeline: Timeline): void {
  const print = console.debug.bind(console);
  console.debug = (...words: unknown[]) => {
    const [, age, step] = /^\[nango\] .*? \+(\d+) ms: (.*)$/.exec(String(words[0])) ?? [];
    // The last words of an attempt that is older than the timeline aren't of this one.
    if (age && step && timeline.isOf(performance.now() - Number(age))) timeline.add('debug', redactText(step));
    print(...words);
  };
}

/**
 * Records each request, without headers, body and the values of its query.
 * @param isOffline whether requests fail
 */
export function tapRequests(timeline: Timeline, isOffline: () => boolean): void {
  const send = window.fetch.bind(window);
  window.fetch = async (input, options) => {
    const address = input instanceof Request ? input.url : String(input);
    // The page's own requests are no part of an attempt, and that of an element that has been taken away is none of this one's.
    if (address.startsWith('/api/fault') || !timeline.isOf(startOf(options))) return send(input, options);
    const method = options?.method ?? (input instanceof Request ? input.method : 'GET');
    const name = `${method} ${redactUrl(address, location.origin)}`;
    const add = timeline.adder();
    add('request', name);
    try {
      // In the browser's own words.
      if (isOffline()) throw new TypeError('Failed to fetch');
      const response = await send(input, options);
      add('request', `${response.status} ← ${name}`, response.ok ? undefined : 'bad');
      return response;
    } catch (error) {
      add('request', `no answer ← ${name}`, 'bad');
      throw error;
    }
  };
}

/** When the attempt began that a confirmation is asked for, by this page's clock; never before, for other requests. */
function startOf({ body }: RequestInit = {}): number {
  const [, startedAt] = /"startedAt":(\d+)/.exec(typeof body === 'string' ? body : '') ?? [];
  return startedAt === undefined ? Infinity : Number(startedAt) - performance.timeOrigin;
}

/**
 * Records the frames of each socket, without secret values.
 * @param isOffline whether connections fail
 * @returns a function that closes all sockets
 */
export function tapSockets(timeline: Timeline, isOffline: () => boolean): () => void {
  let opened = 0;
  const sockets = new Set<WebSocket>();
  window.WebSocket = class extends WebSocket {
    readonly #number = (opened += 1);
    readonly #add = timeline.adder();

    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.#say(`opens ${redactUrl(String(address), location.origin)}`);
      sockets.add(this);
      if (isOffline()) this.close();
      this.addEventListener('open', () => this.#say('open'));
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#say(`← ${redactFrame(data)}`));
      this.addEventListener('error', () => this.#say('error', 'bad'));
      this.addEventListener('close', ({ code, wasClean }) =>
        this.#say(`closed, code ${code}${wasClean ? '' : ', cut off'}`, wasClean ? undefined : 'bad'),
      );
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      this.#say(`→ ${redactFrame(data)}`);
      super.send(data);
    }

    #say(what: string, mood?: 'bad'): void {
      this.#add('socket', `socket ${this.#number} ${what}`, mood);
    }
  };
  return () => sockets.forEach((socket) => socket.close());
}

/**
 * Records when a window opens, and when it has closed or seems to have.
 * @param isBlocked whether to return no window, like a popup blocker
 * @param onFront called when a popup has reached the provider, and when it has closed
 */
export function tapWindows(timeline: Timeline, isBlocked: () => boolean, onFront: (isOpen: boolean) => void): void {
  const open = window.open.bind(window);
  window.open = (...options) => {
    const popup = isBlocked() ? null : open(...options);
    timeline.add('popup', popup ? 'opened, blank' : 'blocked by the browser', popup ? undefined : 'bad');
    if (popup) watch(popup, timeline.adder(), onFront);
    return popup;
  };
}

function watch(popup: Window, add: Timeline['add'], onFront: (isOpen: boolean) => void): void {
  let isOurs = true;
  const timer = setInterval(() => {
    if (popup.closed) {
      clearInterval(timer);
      add('popup', 'closed, or cut off from this page: a page can’t tell which');
      onFront(false);
      return;
    }
    if (!isOurs) return;
    try {
      // Only as long as it shows our own blank page.
      void popup.location.href;
    } catch {
      isOurs = false;
      add('popup', 'is on its way to the provider');
      onFront(true);
    }
  }, glanceMs);
}
