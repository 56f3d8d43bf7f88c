import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import type { BrowserName } from '../../../scripts/browsers.mjs';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.js';
import { startEngine, type Engine, type Visit } from './engines.js';
import { startHost, type Host } from './host.js';
import { Person } from './person.js';

/** A site with its Nango server. */
export interface Site {
  readonly sandbox: Sandbox;
  readonly host: Host;
}

/** What the tests of a file have in one engine: a browser, and a site for it alone. */
export interface Setting extends Site {
  /**
   * A new user's page with one element, ready for a click.
   * @param attributes of the element; `element` names another one, `connect` begins without a click
   * @param site another one
   */
  open(attributes: Readonly<Record<string, string>>, site?: Site): Promise<{ visit: Visit; person: Person }>;
}

declare module 'vitest' {
  interface ProvidedContext {
    engine: BrowserName;
  }
}

/** Runs tests in the engine of the project, with one browser for all of them, and a new user for each. */
export function inEngine(title: string, tests: (setting: Setting) => void): void {
  const name = inject('engine');
  describe(`${title}, in ${name}`, () => {
    let running: (Site & { engine: Engine }) | undefined;
    const closing: (() => Promise<void>)[] = [];
    const visits: Visit[] = [];
    const now = () => {
      if (!running) throw new Error('The browser runs while tests do');
      return running;
    };

    beforeAll(async () => {
      const sandbox = await startSandbox({ port: 0 });
      closing.push(() => sandbox.close());
      const host = await startHost(sandbox);
      closing.push(() => host.close());
      const engine = await startEngine(name);
      closing.push(() => engine.close());
      running = { engine, sandbox, host };
    });
    afterEach(async () => {
      for (const visit of visits.splice(0)) await visit.close();
    });
    afterAll(() => Promise.all(closing.map((close) => close())));

    tests({
      get sandbox() {
        return now().sandbox;
      },
      get host() {
        return now().host;
      },
      async open(attributes, { host, sandbox } = now()) {
        const visit = await now().engine.visit();
        visits.push(visit);
        const usual = { 'session-url': `${host.url}/session`, host: sandbox.url };
        const tab = await visit.open(`${host.url}/?${new URLSearchParams({ ...usual, ...attributes }).toString()}`);
        const person = new Person(tab);
        if (!('connect' in attributes)) await person.isReady();
        return { visit, person };
      },
    });
  });
}
