import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Key, Tab, Visit } from './engines.js';
import { until } from '../../support/wait.js';

/** What a person sees: a CSS selector, looked for in all open shadow roots too, and a part of the text or the label. */
export type Target = string | readonly [selector: string, text: string];

const point = z.object({ x: z.number(), y: z.number() });
const heard = z.looseObject({ event: z.string() });
export type Heard = z.output<typeof heard>;

// In the page. Visible ones only.
const find = `(selector, text) => {
  const says = (each) => [each.getAttribute('aria-label'), each.innerText].join(' ').includes(text);
  const roots = [document];
  for (const root of roots) {
    for (const each of root.querySelectorAll('*')) {
      if (each.shadowRoot) roots.push(each.shadowRoot);
      if (each.matches(selector) && each.checkVisibility() && says(each)) return each;
    }
  }
  return undefined;
}`;

// Where to click: where it is, once it is nothing else that would get the click.
const aim = `(element) => {
  if (!element || element.disabled) return null;
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const point = { x: left + width / 2, y: top + height / 2 };
  let hit = document.elementFromPoint(point.x, point.y);
  while (hit?.shadowRoot?.elementFromPoint(point.x, point.y)) {
    const inner = hit.shadowRoot.elementFromPoint(point.x, point.y);
    if (inner === hit) break;
    hit = inner;
  }
  for (let each = hit; each; each = each.assignedSlot ?? each.parentNode ?? each.host) if (each === element) return point;
  return null;
}`;

// What there is to read, in all open shadow roots too.
const describePage = `() => {
  const roots = [document];
  for (const root of roots) for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  const texts = roots.flatMap(({ children }) => Array.from(children, ({ innerText }) => innerText ?? ''));
  return location.origin + location.pathname + ': ' + texts.join(' ').replace(/\\s+/g, ' ').slice(0, 500);
}`;

/** Someone in front of a window: sees, clicks, types. What they do is counted. */
export class Person {
  readonly tab: Tab;
  /** Every click, text and key, in their order. */
  readonly inputs: string[] = [];

  constructor(tab: Tab) {
    this.tab = tab;
  }

  /** Clicks in the middle of it, once it is there and stands still. */
  async click(target: Target): Promise<void> {
    let last = '';
    const place = until(`${String(target)} to click`, async () => {
      const answer = await this.#look(`(${aim})(${this.#one(target)})`);
      const seen = JSON.stringify(answer);
      const still = seen === last;
      last = seen;
      return answer && still ? point.parse(answer) : undefined;
    });
    const { x, y } = await place.catch(async (cause: unknown) => {
      const instead = await this.#look(`(${describePage})()`);
      throw new Error(`No ${String(target)} to click, but ${String(instead)}`, { cause });
    });
    this.inputs.push('click');
    await this.tab.click(x, y);
  }

  async type(text: string): Promise<void> {
    this.inputs.push('text');
    await this.tab.type(text);
  }

  async press(key: Key): Promise<void> {
    this.inputs.push(key);
    await this.tab.press(key);
  }

  /** Goes there by keyboard. */
  async tabTo(name: string): Promise<void> {
    for (let times = 0; times < 10; times++) {
      await this.press('Tab');
      if ((await this.focused()) === name) return;
    }
    assert.fail(`Ten times Tab did not lead to ${name}`);
  }

  /**
   * Until the page has asked for all that a click needs. Nobody is faster, but where a machine is busy the answers could
   * come when the gesture is over, and one click more would be needed.
   * @param providers how many there are to choose from
   */
  async isReady(providers = 1): Promise<void> {
    const answered = `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/providers/')).length`;
    await this.until('what a click needs', `${answered} >= ${providers}`);
  }

  /** Whether it is to be seen now. */
  async isShown(target: Target): Promise<boolean> {
    return z.boolean().parse(await this.#look(`!!${this.#one(target)}`));
  }

  /** Until it is to be seen. */
  async sees(target: Target): Promise<void> {
    await this.until(String(target), `!!${this.#one(target)}`);
  }

  /** Until it is no longer to be seen. */
  async seesNo(target: Target): Promise<void> {
    await this.until(`no ${String(target)}`, `!${this.#one(target)}`);
  }

  /** Until an expression is true in the page. */
  async until(what: string, expression: string): Promise<void> {
    await until(what, async () => ((await this.#look(expression)) === true ? true : undefined));
  }

  /** All events of the element since the page was loaded. */
  async heard(): Promise<Heard[]> {
    return z.array(heard).parse(await this.#look('heard'));
  }

  /** The end of the attempt that is the first, second, … one of this page. */
  end(number = 1): Promise<Heard> {
    return until(`the end of attempt ${number}`, async () => {
      const ends = (await this.heard()).filter(({ event }) => event !== 'nango-start');
      return ends[number - 1];
    });
  }

  /** What has the focus, down into the shadow roots: its part or its name. */
  async focused(): Promise<string> {
    return z.string().parse(await this.#look(focused));
  }

  /** Until the focus is there. */
  async hasFocus(name: string): Promise<void> {
    await until(`the focus on ${name}`, async () => ((await this.focused()) === name ? true : undefined));
  }

  #one(target: Target): string {
    const [selector, text] = typeof target === 'string' ? [target, ''] : target;
    return `(${find})(${JSON.stringify(selector)}, ${JSON.stringify(text)})`;
  }

  #look(expression: string): Promise<unknown> {
    return this.tab.evaluate(expression);
  }
}

const focused = `(() => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.getAttribute('name') ?? active?.getAttribute('part') ?? active?.localName ?? '';
})()`;

/** Does what opens a window, and goes to that window. */
export async function windowOf(visit: Visit, act: () => Promise<void>): Promise<Person> {
  const before = new Set((await visit.tabs()).map(({ id }) => id));
  await act();
  const tab = await until('a window', async () => (await visit.tabs()).find(({ id }) => !before.has(id)));
  return new Person(tab);
}

/** Until the only window left is the page's own. */
export async function alone(visit: Visit): Promise<void> {
  await until('the end of the window', async () => ((await visit.tabs()).length === 1 ? true : undefined));
}

/** As a user does at the provider. */
export async function signInAndAllow(popup: Person): Promise<void> {
  await popup.click('button[value=sign-in]');
  await popup.click('button[value=allow]');
}

/** Nothing is left to do for the user: it is connected, nothing is in the way, and the keyboard is where it was. */
export async function allIsDone(person: Person): Promise<void> {
  await person.until('the state connected', `element.state === 'connected'`);
  await person.seesNo('dialog');
  await person.hasFocus('button');
}
