/** What code has begun and not ended: timers that have not fired, listeners, open sockets. */
export interface Leftovers {
  readonly timers: number;
  readonly listeners: number;
  readonly sockets: number;
}

/**
 * Counts, from now until `stop()`, what modules of `/src/` begin and do not end. The test, its runner and its browser
 * have timers and listeners of their own, which do not count.
 */
export function countLeftovers(): { count: () => Leftovers; stop: () => void } {
  const timers = watchTimers();
  const listeners = watchListeners();
  const sockets = watchSockets();
  const watches = { timers, listeners, sockets };
  return {
    count: () => ({ timers: timers.count(), listeners: listeners.count(), sockets: sockets.count() }),
    stop: () => Object.values(watches).forEach(({ stop }) => stop()),
  };
}

const isOurs = (): boolean => new Error().stack?.includes('/src/') ?? false;

function watchTimers() {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = window;
  const running = new Set<number>();
  const clear = (id?: number) => {
    if (id !== undefined) running.delete(id);
    clearTimeout(id);
  };
  const countedTimeout = (handler: TimerHandler, ms?: number, ...args: unknown[]) => {
    if (typeof handler !== 'function' || !isOurs()) return setTimeout(handler, ms, ...args);
    const id = setTimeout(() => {
      running.delete(id);
      Reflect.apply(handler, window, args);
    }, ms);
    running.add(id);
    return id;
  };
  const countedInterval = (handler: TimerHandler, ms?: number, ...args: unknown[]) => {
    const id = setInterval(handler, ms, ...args);
    if (isOurs()) running.add(id);
    return id;
  };
  // Either way of clearing ends both kinds.
  Object.assign(window, { setTimeout: countedTimeout, setInterval: countedInterval, clearTimeout: clear, clearInterval: clear });
  return {
    count: () => running.size,
    stop: () => Object.assign(window, { setTimeout, setInterval, clearTimeout, clearInterval }),
  };
}

function watchSockets() {
  const { WebSocket } = window;
  const all: WebSocket[] = [];
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      all.push(this);
    }
  };
  return {
    count: () => all.filter(({ readyState }) => readyState !== WebSocket.CLOSED).length,
    stop: () => Object.assign(window, { WebSocket }),
  };
}

type Listener = EventListenerOrEventListenerObject;

interface Listening {
  readonly target: EventTarget;
  readonly type: string;
  readonly listener: Listener;
  readonly capture: boolean;
  readonly signal: AbortSignal | undefined;
}

function watchListeners() {
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  let all: Listening[] = [];
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, listener, options);
    if (!listener || !isOurs()) return;
    const { capture = false, signal } = typeof options === 'object' ? options : { capture: options };
    // `window`, where code calls the function without a target.
    all.push({ target: this ?? window, type, listener, capture, signal });
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    const capture = typeof options === 'object' ? (options.capture ?? false) : (options ?? false);
    const isIt = (one: Listening) => one.type === type && one.listener === listener && one.capture === capture;
    all = all.filter((one) => !(one.target === (this ?? window) && isIt(one)));
  };
  // An aborted signal takes its listeners along, and never calls its own again.
  const isOver = ({ target, signal }: Listening) => signal?.aborted || (target instanceof AbortSignal && target.aborted);
  return {
    count: () => all.filter((one) => !isOver(one)).length,
    stop: () => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }),
  };
}
