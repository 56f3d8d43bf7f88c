import { httpFaults, type HttpFault } from './http-faults.js';
import type { Wrong } from './lane.js';
import { pageFaults, type PageFault } from './page-faults.js';
import type { PageCell } from './page/page.js';
import { socketFaults } from './socket-faults.js';

/** One cell before it is run. */
export interface Plan {
  readonly route: string;
  readonly fault: string;
  /** The endings that are right. */
  readonly expects: readonly string[];
  /** Its integration: one of the sandbox's, or `oauth` for the provider that agrees at once. */
  readonly integration: string;
  readonly tag: PageCell['tag'];
  readonly attributes: Readonly<Record<string, string>>;
  /** What is sent without a popup. */
  readonly values?: Readonly<Record<string, string>>;
  readonly wrong: Wrong;
  /** The page, its popup or the machine is what goes wrong. */
  readonly page?: PageFault;
  /** The page's backend is what goes wrong. */
  readonly sessionFault?: HttpFault;
  /** The page's backend can say what became of an attempt. */
  readonly confirms?: boolean;
  readonly usesPublicKey?: boolean;
  /** The provider waits until the fault was met. */
  readonly holds?: boolean;
  /** The provider's page severs the popup. */
  readonly severs?: boolean;
  /** The user cancels in the page: a driver can't get at a window whose first page never comes. */
  readonly cancels?: boolean;
  /** Why it can't be made in an engine. */
  readonly notIn?: PageFault['notIn'];
  /** How long the user waits before they give up, in ms. */
  readonly patience: number;
}

const popup = {
  integration: 'oauth',
  tag: 'nango-connect',
  attributes: { 'auth-mode': 'OAUTH2' },
  patience: 4000,
} as const;
const closedByUser = 'window_closed unknown';

/** How an attempt ends whose request failed, where nothing can have been made by it, or something. */
function endOfRequest({ kind, code, status }: HttpFault, outcome: 'failed' | 'unknown'): string {
  if (kind === 'harmless') return 'success';
  if (kind === 'redirect') return `invalid_host_url ${outcome}`;
  if (kind === 'none') return `network_error ${outcome}`;
  if (kind === 'silence') return `connection_timeout ${outcome}`;
  if (kind === 'unreadable') return `invalid_response ${outcome}`;
  if (status === 401) return 'session_token_error failed';
  return `${code ?? ''} ${kind === 'unfinished' ? outcome : 'failed'}`;
}

/** A server that says no after it did what it was asked: no network makes that. */
const canLie = ({ kind }: HttpFault): boolean => kind !== 'refusal' && kind !== 'harmless';

/** Every mode that is a post: the integration, and what its user fills in. */
export const posts: Readonly<Record<string, readonly [integration: string, values: Readonly<Record<string, string>>]>> =
  {
    NONE: ['unauthenticated', {}],
    API_KEY: ['openai', { 'credentials.apiKey': 'good-key' }],
    BASIC: ['clicksend', { 'credentials.username': 'good', 'credentials.password': 'pass' }],
    OAUTH2_CC: ['8x8', { 'credentials.client_id': 'id', 'credentials.client_secret': 'good-secret' }],
    TBA: [
      'netsuite-tba',
      {
        'credentials.oauth_client_id_override': 'id',
        'credentials.oauth_client_secret_override': 'secret',
        'credentials.token_id': 'good-token',
        'credentials.token_secret': 'secret',
        'params.accountId': 'acme',
      },
    ],
    JWT: [
      'heymarket',
      { 'credentials.apiSecretId': 'a0ee0000-0000-4000-8000-00000000abcd', 'credentials.apiSecretKey': 'secret' },
    ],
    SIGNATURE: ['emarsys', { 'credentials.username': 'good', 'credentials.password': 'secret' }],
    BILL: [
      'bill-sandbox',
      {
        'credentials.username': 'good',
        'credentials.password': 'pass',
        'credentials.organization_id': 'acme',
        'credentials.dev_key': 'key',
      },
    ],
    TWO_STEP: ['perimeter81', { 'credentials.apiKey': 'good-key' }],
    AWS_SIGV4: ['aws-sigv4', { 'credentials.role_arn': 'arn:aws:iam::123456789012:role/Reader' }],
  };

const form = { tag: 'nango-credentials-form', attributes: {}, patience: 60_000 } as const;
const isPost = (method: string): boolean => method === 'POST';

function postPlans(): Plan[] {
  const plans = Object.entries(posts).flatMap(([mode, [integration, values]]) =>
    [false, true].flatMap((after) =>
      httpFaults
        .filter((fault) => !after || canLie(fault))
        .map((fault) => ({
          ...form,
          route: `post ${mode}${after ? ', connection made' : ''}`,
          fault: fault.name,
          expects: [endOfRequest(fault, 'unknown')],
          integration,
          values,
          wrong: { http: { fault, matches: isPost, after } },
        })),
    ),
  );
  const confirmed = plans
    .filter(({ route }) => route === 'post API_KEY, connection made')
    .map((plan) => ({ ...plan, route: `${plan.route}, page confirms`, confirms: true, expects: ['success'] }));
  return [...plans, ...confirmed];
}

/** What the elements read before there is a form. */
const reads: Readonly<Record<string, (path: string) => boolean>> = {
  'GET /connect/session, for the form': (path) => path === '/connect/session',
  'GET /integrations, for the form': (path) => path.startsWith('/integrations'),
  'GET /providers/:name, for the form': (path) => path.startsWith('/providers/'),
};

function readPlans(): Plan[] {
  const [integration = '', values] = posts.API_KEY ?? [];
  const plans = Object.entries(reads).flatMap(([route, isRead]) =>
    httpFaults.map((fault) => ({
      ...form,
      route,
      fault: fault.name,
      expects: [endOfRequest(fault, 'failed')],
      integration,
      values,
      wrong: { http: { fault, matches: (method: string, path: string) => method === 'GET' && isRead(path) } },
    })),
  );
  const backend = httpFaults
    .filter(({ name }) => !name.startsWith('refused'))
    .map((fault) => ({
      ...form,
      route: 'POST session-url',
      fault: fault.name,
      expects: [fault.kind === 'harmless' ? 'success' : 'session_token_error failed'],
      integration,
      values,
      wrong: {},
      sessionFault: fault,
    }));
  return [...plans, ...backend];
}

const isAddress = (method: string, path: string): boolean => method === 'GET' && path.startsWith('/oauth/connect/');
const isCallback = (_method: string, path: string): boolean => path === '/oauth/callback';
const isCheck = (method: string, path: string): boolean => method === 'GET' && path === '/connect/session';
const cutAtPopup = socketFaults.find(({ name }) => name === 'cut as the popup asks for its first page');

/** On one line, which it takes longer to lay out than its driver waits. */
const tooLong = { webkit: 'its driver gives up while the popup shows that much' };

function popupHttpPlans(): Plan[] {
  return httpFaults.flatMap((fault): Plan[] => {
    const { kind, name, code = '', status } = fault;
    const common = { ...popup, fault: name, cancels: kind === 'silence' };
    const stuck = kind === 'silence' ? 'authorization_cancelled cancelled' : closedByUser;
    const passes = kind === 'harmless' || kind === 'redirect';
    const inPopup = { ...common, ...(name.includes('5 MB') && { notIn: tooLong }) };
    const plans: Plan[] = [
      {
        ...inPopup,
        route: "the popup's address",
        expects: [passes ? 'success' : stuck],
        wrong: { http: { fault, matches: isAddress } },
      },
      {
        ...inPopup,
        route: "the popup's address, public key",
        // Only a refusal that can be read says that the popup went nowhere.
        expects: [passes ? 'success' : kind === 'refusal' ? `${code} ${status === 429 ? 'unknown' : 'failed'}` : stuck],
        usesPublicKey: true,
        wrong: { http: { fault, matches: isAddress } },
        patience: 8000,
      },
      {
        ...inPopup,
        route: 'the callback page',
        expects: [passes ? 'success' : stuck],
        wrong: { http: { fault, matches: isCallback } },
      },
      {
        ...common,
        route: 'the session check beside the popup',
        expects: [
          kind === 'refusal'
            ? status === 401
              ? 'session_token_error unknown'
              : `${code} ${status === 429 ? 'unknown' : 'failed'}`
            : 'success',
          // Whether the popup still has a connection to a server that takes no new ones is the browser's.
          ...(name.startsWith('refused') ? [closedByUser] : []),
        ],
        holds: true,
        wrong: { http: { fault, matches: isCheck } },
      },
    ];
    if (!canLie(fault)) return plans;
    const after = { http: { fault, matches: isCallback, after: true } };
    return [
      ...plans,
      { ...inPopup, route: 'the callback page, connection made', expects: ['success'], wrong: after },
      {
        ...inPopup,
        route: 'the callback page, connection made, no socket, page confirms',
        expects: ['success'],
        confirms: true,
        wrong: { ...after, socket: cutAtPopup },
      },
    ];
  });
}

function popupSocketPlans(): Plan[] {
  return socketFaults.flatMap((fault): Plan[] => {
    const { name, ends } = fault;
    const common = { ...popup, fault: name, wrong: { socket: fault }, patience: 36_000 };
    return [
      { ...common, route: 'popup with socket', expects: [ends.popup] },
      { ...common, route: 'popup with callback page, page confirms', expects: [ends.confirmed], confirms: true },
    ];
  });
}

const noAck = socketFaults.find(({ name }) => name === 'no ack');
const late = httpFaults.find(({ kind }) => kind === 'harmless');

function pageFaultPlans(): (Plan & { page: PageFault })[] {
  const [integration = '', values] = posts.API_KEY ?? [];
  return pageFaults.flatMap((page) => {
    const common = {
      ...popup,
      ...(page.withoutClick && { tag: 'nango-credentials-form' as const }),
      fault: page.name,
      page,
      holds: true,
      severs: page.severs ?? false,
      wrong: page.staysBlank ? { socket: noAck } : {},
    };
    const plans: (Plan & { page: PageFault })[] = [];
    const { popup: expects, confirmed, post } = page;
    if (expects) plans.push({ ...common, route: 'popup with socket', expects });
    if (confirmed) plans.push({ ...common, route: 'popup, page confirms', expects: confirmed, confirms: true });
    if (post && late) {
      const wrong = { http: { fault: late, matches: isPost } };
      plans.push({ ...form, route: 'post API_KEY', fault: page.name, page, expects: post, integration, values, wrong });
    }
    return plans;
  });
}

/** Those that need no window: many of them share a page. */
export const quietPlans = (): Plan[] => [...postPlans(), ...readPlans()];
export const popupPlans = (): Plan[] => [...popupSocketPlans(), ...popupHttpPlans()];
export { pageFaultPlans };
