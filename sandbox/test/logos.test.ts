import assert from 'node:assert/strict';
import { test } from 'vitest';
import { logo } from '../logos.js';

test('a brand has its own logo, under each of its names', () => {
  for (const [name, title] of [
    ['github', 'GitHub (User OAuth)'],
    ['zendesk', 'Zendesk'],
    ['zoho-books', 'Zoho Books'],
  ] as const) {
    const svg = logo(name, title);
    assert.match(svg, /^<svg fill="#[\dA-Fa-f]{6}" .*<path d="/);
    assert.doesNotMatch(svg, /<text/);
  }
});

test('who only begins like another brand has an initial of its own', () => {
  assert.match(logo('ring-central', 'RingCentral'), /<text[^>]*>R<\/text>/);
  assert.match(logo('acme', '<b>'), /aria-label="&lt;b&gt;"/);
});
