export { fakeNango } from './testing/fake-nango.js';
export type { FakeAttempt, FakeConnection, FakeNango, FakeNangoOptions, Scenario } from './testing/options.js';
