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

test('a brand that one package lacks has the logo of the other, as its mark alone', () => {
  for (const [name, title] of [
    ['openai', 'OpenAI'],
    ['slack', 'Slack'],
    ['salesforce-cc', 'Salesforce (Client Credentials)'],
    ['microsoft-planner', 'Microsoft Planner'],
  ] as const) {
    const svg = logo(name, title);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*viewBox="0 0 \d+ \d+"><(path|g|defs)/);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    assert.ok(Number(width) < 2 * Number(height), `${name} is ${width} × ${height}`);
  }
});

test('a namesake does not lend its logo', () => {
  assert.match(logo('envoy', 'Envoy'), /<text[^>]*>E<\/text>/);
});

test('who only begins like another brand has an initial of its own', () => {
  assert.match(logo('ring-central', 'RingCentral'), /<text[^>]*>R<\/text>/);
  assert.match(logo('acme', '<b>'), /aria-label="&lt;b&gt;"/);
});
