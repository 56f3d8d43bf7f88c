import { Nango } from '../../../src/engine/nango.js';
import { countLeftovers } from '../../browser-support/leftovers.js';
import { nextHash, report, settings } from './speed.js';

// Attempts one after another in this page; reports what is left after each of two rounds.

const query = new URLSearchParams(location.search);
const nango = new Nango(settings());
const left = countLeftovers(() => true);

for (const round of ['first', 'rest']) {
  for (let done = 0; done < Number(query.get(round)); done++) {
    await nango.auth('mock-oauth2');
    left.count();
  }
  // The bench collects garbage, then asks.
  const asked = nextHash();
  await report({ done: 1 });
  await asked;
  await report({ ...left.count() });
}
