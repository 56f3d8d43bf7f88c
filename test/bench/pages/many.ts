import { Nango } from '../../../src/engine/nango.js';
import { countLeftovers } from '../../browser-support/leftovers.js';
import { report, settings } from './speed.js';

// Attempts one after another in this page; reports what is left after each of two rounds.

const query = new URLSearchParams(location.search);
const nango = new Nango(settings());
const left = countLeftovers(() => true);

for (const round of ['first', 'rest']) {
  for (let done = 0; done < Number(query.get(round)); done++) {
    await nango.auth('mock-oauth2');
    left.count();
  }
  await report({ done: 1 });
  // The bench collects garbage, then asks.
  await new Promise((resolve) => (window.onhashchange = resolve));
  await report({ ...left.count() });
}
