// The parts of a page that the engine looks at, for tests in Node. `fakes.ts` puts its own in their place.
import { setMaxListeners } from 'node:events';

// Browsers have no such limit.
setMaxListeners(0);

class CloseEvent extends Event {
  readonly code: number;

  constructor(type: string, { code = 0 }: { code?: number } = {}) {
    super(type);
    this.code = code;
  }
}

class PageTransitionEvent extends Event {
  readonly persisted: boolean;

  constructor(type: string, { persisted = false }: { persisted?: boolean } = {}) {
    super(type);
    this.persisted = persisted;
  }
}

class Element extends EventTarget {}

class Document extends EventTarget {}

Object.assign(globalThis, {
  window: globalThis,
  document: new Document(),
  Document,
  screen: { width: 1280, height: 720, availWidth: 1280, availHeight: 720 },
  screenX: 0,
  screenY: 0,
  outerWidth: 1280,
  outerHeight: 720,
  matchMedia: () => ({ matches: false }),
  CloseEvent,
  PageTransitionEvent,
  Element,
});
