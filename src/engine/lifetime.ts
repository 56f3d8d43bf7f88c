import { callHost } from './host-call.js';

/** A scope for timers and listeners: everything that is started in it stops when it ends. */
export interface Lifetime {
  /** Aborts at the end. */
  readonly signal: AbortSignal;
  /** Ends it, once. */
  end(): void;
  /** Runs `act` at the end, or now if it has ended. @returns a function that takes this back */
  onEnd(act: () => void): () => void;
  /** Runs `act` once, after `ms`. */
  after(ms: number, act: () => void): void;
  /** Runs `act` every `ms`. @returns a function that stops it */
  every(ms: number, act: () => void): () => void;
  /** Listens until the end. @param types of events */
  listen(target: EventTarget, types: readonly string[], act: (event: Event) => void): void;
}

/** @param parent the new lifetime ends with it, or earlier */
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
      // One that throws, as the page's own signal may, must not keep the others from running.
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
