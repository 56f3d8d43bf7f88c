import { callHost } from './host-call.js';

/** A scope for timers and listeners: everything started in it stops when it ends. */
export interface Lifetime {
  /** Aborts at the end. */
  readonly signal: AbortSignal;
  /** Ends it, once. */
  end(): void;
  /** Runs `act` at the end, or now if it has already ended. @returns a function that undoes this */
  onEnd(act: () => void): () => void;
  /** Runs `act` once, after `ms`. */
  after(ms: number, act: () => void): void;
  /** Runs `act` every `ms`. @returns a function that stops it */
  every(ms: number, act: () => void): () => void;
  /** Listens to events until the end. @param types the events' types */
  listen(target: EventTarget, types: readonly string[], act: (event: Event) => void): void;
}

/** Starts a lifetime. @param parent ends the new lifetime with its own */
export function startLifetime(parent?: Lifetime): Lifetime {
  const controller = new AbortController();
  const { signal } = controller;
  const endings = new Set<() => void>();

  const onEnd = (act: () => void): (() => void) => {
    if (signal.aborted) act();
    else endings.add(act);
    return () => void endings.delete(act);
  };

  const end = (): void => {
    controller.abort();
    for (const act of endings) {
      endings.delete(act);
      // If one throws, as a signal implemented by the page may, the others still run.
      callHost(act);
    }
  };

  const every = (ms: number, act: () => void): (() => void) => {
    const timer = setInterval(act, ms);
    const stop = () => {
      clearInterval(timer);
      endings.delete(stop);
    };
    onEnd(stop);
    return stop;
  };

  if (parent) onEnd(parent.onEnd(end));
  return {
    signal,
    end,
    onEnd,
    every,
    after(ms, act) {
      const stop = every(ms, () => {
        stop();
        act();
      });
    },
    listen(target, types, act) {
      // Capturing, to run before the page's own listeners. Without `{ signal }`, which older versions of zone.js break.
      for (const type of types) {
        target.addEventListener(type, act, { capture: true });
        onEnd(() => target.removeEventListener(type, act, { capture: true }));
      }
    },
  };
}
