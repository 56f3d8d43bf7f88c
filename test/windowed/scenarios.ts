/** What a page and a person do, and what must come of it. */
export interface Scenario {
  readonly name: string;
  readonly integration: string;
  /** The provider goes on by itself after this many ms. */
  readonly delay?: number;
  /** The popup stays blank. */
  readonly blank?: boolean;
  readonly timeout?: number;
  /** The title of the popup that the user closes. */
  readonly closes?: string;
  /** Everything that the page tells from the click on. */
  readonly expected: readonly string[];
  /** How long after the closing the end comes, in ms. */
  readonly within?: readonly [number, number];
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'closed while blank',
    integration: 'mock-oauth2',
    blank: true,
    closes: '…',
    expected: ['window_closed cancelled'],
    within: [0, 1500],
  },
  {
    name: 'closed at the provider',
    integration: 'mock-oauth2-hang',
    closes: 'Mock provider',
    expected: ['window_closed unknown'],
    within: [2800, 5000],
  },
  {
    name: 'severed, still open',
    integration: 'mock-oauth2-coop',
    timeout: 8000,
    expected: ['waiting detached', 'connection_timeout unknown'],
  },
  {
    name: 'severed, consent 3 s later',
    integration: 'mock-oauth2-auto-coop',
    delay: 3000,
    expected: ['waiting detached', 'success'],
  },
  { name: 'nobody closes anything', integration: 'mock-oauth2-auto-page', delay: 1500, expected: ['success'] },
];
