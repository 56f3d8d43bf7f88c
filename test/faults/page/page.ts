import type {} from '../../../src/define.js';
import { z } from 'zod';
import { countLeftovers } from '../../browser-support/leftovers.js';

/** What a cell puts into the page. */
const cellSchema = z.object({
  id: z.string(),
  tag: z.enum(['nango-connect', 'nango-credentials-form']),
  attributes: z.record(z.string(), z.string()),
  /** Begins without a click, with these. */
  values: z.record(z.string(), z.string()).optional(),
});
export type PageCell = z.input<typeof cellSchema>;

/** What can be seen of a cell. */
export interface Seen {
  readonly ends: readonly { event: string; type?: string; outcome?: string; connectionId?: string }[];
  readonly state: string;
  /** How often an attempt has begun, and how often somebody has clicked. */
  readonly starts: number;
  readonly clicks: number;
  readonly busy: boolean;
  readonly promise: string;
  readonly buttons: readonly string[];
  readonly uncaught: readonly string[];
  readonly visibility: string;
  /** The page was restored from the back/forward cache. */
  readonly restored: boolean;
}

const isOurs = (): boolean => new Error().stack?.includes('/nango-elements.min.js') ?? false;
const leftovers = countLeftovers(isOurs, (target) => target === window || target === document);
/** What stays for the page as a whole, however many elements there are. */
let shared = 0;
const uncaught: string[] = [];
addEventListener('error', ({ message }) => uncaught.push(message));
addEventListener('unhandledrejection', ({ reason }) => uncaught.push(String(reason)));
let restored = false;
addEventListener('pageshow', ({ persisted }) => (restored ||= persisted));

type CellElement = HTMLElementTagNameMap['nango-connect' | 'nango-credentials-form'];
interface Entry {
  readonly element: CellElement;
  readonly ends: Seen['ends'][number][];
  promise: string;
  starts: number;
  clicks: number;
}
const cells = new Map<string, Entry>();

function begin(given: PageCell): void {
  const { id, tag, attributes, values } = cellSchema.parse(given);
  const element = document.createElement(tag);
  const entry: Entry = { element, ends: [], promise: 'none', starts: 0, clicks: 0 };
  cells.set(id, entry);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.id = id;
  element.addEventListener('nango-start', () => entry.starts++);
  element.addEventListener('click', () => entry.clicks++, true);
  element.addEventListener('nango-success', ({ detail: { connectionId } }) => {
    entry.ends.push({ event: 'success', connectionId });
  });
  element.addEventListener('nango-error', ({ detail: { type, outcome } }) => {
    entry.ends.push({ event: 'error', type, outcome });
  });
  document.querySelector('main')?.append(element);
  if (values) void connect(id, values);
}

/** As the page itself would, or a click. */
function connect(id: string, values: Readonly<Record<string, string>> = {}): Promise<void> {
  const entry = find(id);
  const { element } = entry;
  entry.promise = 'pending';
  const promise = 'fields' in element ? element.connect(values) : element.connect();
  return promise.then(
    () => void (entry.promise = 'resolved'),
    () => void (entry.promise = 'rejected'),
  );
}

function find(id: string): Entry {
  const entry = cells.get(id);
  if (!entry) throw new Error(`There is no cell ${id}`);
  return entry;
}

function see(id: string): Seen {
  const { element, ends, promise, starts, clicks } = find(id);
  const root = element.shadowRoot;
  const shown = (selector: string) =>
    [...(root?.querySelectorAll(selector) ?? [])].filter((one) => one.checkVisibility());
  return {
    // Copies: an automated browser may turn them into JSON later than this.
    ends: [...ends],
    state: element.state,
    starts,
    clicks,
    busy: shown('[aria-busy=true], .spinner, [part=skeleton]').length > 0,
    promise,
    buttons: shown('button[part]').map((one) => one.getAttribute('part') ?? ''),
    uncaught: [...uncaught],
    visibility: document.visibilityState,
    restored,
  };
}

/** Presses a button, by its part. */
function press(id: string, part: string): void {
  const button = find(id).element.shadowRoot?.querySelector(`[part=${part}]`);
  if (button instanceof HTMLElement) button.click();
}

const api = {
  begin,
  connect: (id: string) => void connect(id),
  has: (id: string) => cells.has(id),
  see,
  press,
  /** Takes the element away; what it has begun must end. */
  remove: (id: string) => find(id).element.remove(),
  left() {
    const { listeners, ...rest } = leftovers.count();
    return { ...rest, listeners: listeners - shared };
  },
};
export type PageApi = typeof api;
Object.assign(globalThis, { faults: api });
/** Puts one of each into the page and takes it away again: what is left then is there for the page. */
async function settle(): Promise<void> {
  const elements = [document.createElement('nango-connect'), document.createElement('nango-credentials-form')];
  document.body.append(...elements);
  for (const element of elements) await element.updateComplete;
  for (const element of elements) element.remove();
  shared = leftovers.count().listeners;
}

// Without a gesture: the page begins by itself.
const own = new URLSearchParams(location.search).get('begin');
addEventListener('load', () => {
  void settle().then(() => {
    if (own) begin(cellSchema.parse(JSON.parse(own)));
    Object.assign(globalThis, { ready: true });
  });
});
