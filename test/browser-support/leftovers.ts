/** What code has started and not ended: pending timers, listeners, open sockets. */
export interface Leftovers {
  readonly timers: number;
  readonly listeners: number;
  readonly sockets: number;
}

/** Whether a module of `/src/` is calling. */
const fromSource = (): boolean => new Error().stack?.includes('/src/') ?? false;

/**
 * Counts, from now until `stop()`, what is started and not ended.
 * @param isOurs what counts: by default what modules of `/src/` do. The test, its runner and its browser have timers
 * and listeners of their own.
 * @param outlives whose listeners count; by default everybody's, also those of elements that go with their listeners
 */
export function countLeftovers(
  isOurs = fromSource,
  outlives: (target: EventTarget) => boolean = () => true,
): { count: () => Leftovers; stop: () => void } {
  const timers = watchTimers(isOurs);
  const listeners = watchListeners(isOurs, outlives);
  const sockets = watchSockets();
  const watches = { timers, listeners, sockets };
  return {
    count: () => ({ timers: timers.count(), listeners: listeners.count(), sockets: sockets.count() }),
    stop: () => Object.values(watches).forEach(({ stop }) => stop()),
  };
}

function watchTimers(isOurs: () => boolean) {
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
  Object.assign(window, {
    setTimeout: countedTimeout,
    setInterval: countedInterval,
    clearTimeout: clear,
    clearInterval: clear,
  });
  return {
    count: () => running.size,
    stop: () => Object.assign(window, { setTimeout, setInterval, clearTimeout, clearInterval }),
  };
}

function watchSockets() {
  const { WebSocket } = window;
  // Held weakly: a socket keeps the page that it belongs to, and more.
  const all: WeakRef<WebSocket>[] = [];
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      all.push(new WeakRef(this));
    }
  };
  return {
    count: () => all.filter((socket) => (socket.deref()?.readyState ?? WebSocket.CLOSED) !== WebSocket.CLOSED).length,
    stop: () => Object.assign(window, { WebSocket }),
  };
}

type Listener = EventListenerOrEventListenerObject;

interface Listening {
  readonly target: EventTarget;
  readonly type: string;
  readonly listener: Listener | null;
  readonly capture: boolean;
  readonly signal?: AbortSignal | undefined;
}

const isSame = (one: Listening, other: Listening): boolean =>
  one.target === other.target &&
  one.type === other.type &&
  one.listener === other.listener &&
  one.capture === other.capture;

function watchListeners(isOurs: () => boolean, outlives: (target: EventTarget) => boolean) {
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  let all: Listening[] = [];
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, listener, options);
    if (!listener || !outlives(this ?? window) || !isOurs()) return;
    const { capture = false, signal } = typeof options === 'object' ? options : { capture: options };
    // `window`, where code calls the function without a target.
    const added = { target: this ?? window, type, listener, capture, signal };
    // The browser adds the same one once.
    if (!all.some((one) => isSame(one, added))) all.push(added);
    const forget = () => (all = all.filter((one) => !isSame(one, added)));
    if (typeof options === 'object' && options.once) addEventListener.call(this, type, forget, { once: true, capture });
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    const capture = typeof options === 'object' ? (options.capture ?? false) : (options ?? false);
    const removed = { target: this ?? window, type, listener, capture };
    all = all.filter((one) => !isSame(one, removed));
  };
  // An aborted signal takes its listeners along, and never calls its own again.
  const isOver = ({ target, signal }: Listening) =>
    signal?.aborted || (target instanceof AbortSignal && target.aborted);
  return {
    count: () => {
      all = all.filter((one) => !isOver(one));
      return all.length;
    },
    stop: () => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }),
  };
}
