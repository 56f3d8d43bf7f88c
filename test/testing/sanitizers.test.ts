// @vitest-environment jsdom
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import DOMPurify from 'dompurify';
import sanitizeHtml from 'sanitize-html';
import { afterEach, describe, test } from 'vitest';
import { allowNango as forDomPurify } from '../../docs/recipes/sanitizers/dompurify.js';
import { allowFallback, allowNango as forSanitizeHtml } from '../../docs/recipes/sanitizers/sanitize-html.js';
import '../../src/define.js';

const tag =
  '<nango-connect integration-id="github" backend="/api/nango" theme="dark" inline>Connect GitHub</nango-connect>';
// jsdom has a URL of its own, which files don't know.
const fallback = readFileSync('docs/recipes/sanitizers/fallback.html', 'utf8');

afterEach(() => document.body.replaceChildren());

/** What an author's text becomes on the page. */
async function publish(html: string): Promise<Element | null> {
  document.body.append(document.createRange().createContextualFragment(html));
  await new Promise((resolve) => setTimeout(resolve));
  return document.querySelector('nango-connect');
}

const sanitizers = [
  {
    name: 'DOMPurify',
    allowed: (html: string) => DOMPurify.sanitize(html, { ...forDomPurify, RETURN_TRUSTED_TYPE: false }),
    usual: (html: string) => DOMPurify.sanitize(html),
    fallback: (html: string) => DOMPurify.sanitize(html),
  },
  {
    name: 'sanitize-html',
    allowed: (html: string) => sanitizeHtml(html, forSanitizeHtml),
    usual: (html: string) => sanitizeHtml(html),
    fallback: (html: string) => sanitizeHtml(html, allowFallback),
  },
];

describe.each(sanitizers)('$name', ({ allowed, usual, fallback: withFallback }) => {
  test('keeps the tag and its attributes by the allow-list of the guide, and nothing that runs', async () => {
    const html = allowed(tag.replace('inline', 'inline onclick="steal()" data-x="1"') + '<script>steal()</script>');
    assert.doesNotMatch(html, /steal/);
    const element = await publish(html);
    assert.equal(element?.textContent, 'Connect GitHub');
    for (const name of ['integration-id', 'backend', 'theme', 'inline']) assert.ok(element.hasAttribute(name), name);
  });

  test('leaves dead text of the tag without it', () => {
    assert.equal(usual(tag), 'Connect GitHub');
  });

  test('keeps the fallback, which becomes the element', async () => {
    const element = await publish(withFallback(fallback));
    assert.equal(element?.getAttribute('integration-id'), 'github');
    assert.equal(element.getAttribute('backend'), '/api/nango');
    const link = element.querySelector('a');
    assert.deepEqual([link?.getAttribute('href'), link?.getAttribute('role')], ['/integrations', 'button']);
  });

  test('the fallback brings attributes of the element alone: nothing that runs, hides or covers the page', async () => {
    const more = ['onclick', 'onpointerenter', 'style', 'class', 'slot', 'popover', 'is'].map(
      (name) => `data-${name}="1"`,
    );
    const element = await publish(withFallback(fallback.replace('data-backend', `${more.join(' ')} data-backend`)));
    assert.deepEqual(element?.getAttributeNames().sort(), ['backend', 'integration-id']);
  });
});

test('a link becomes the element when its attribute comes later', async () => {
  document.body.innerHTML = '<p><a href="/integrations" data-integration-id="github">Connect</a></p>';
  await new Promise((resolve) => setTimeout(resolve));
  const link = document.querySelector('a');
  assert.equal(link?.closest('nango-connect'), null);
  link?.setAttribute('data-nango-connect', '');
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(link?.closest('nango-connect')?.getAttribute('integration-id'), 'github');
});

/** What becomes of a link. */
async function becomes(html: string): Promise<Element | null> {
  document.body.innerHTML = html;
  await new Promise((resolve) => setTimeout(resolve));
  return document.querySelector('a');
}

test('a link keeps the role that it has in a menu, and no token', async () => {
  const link = await becomes('<a role="menuitem" data-nango-connect data-session-token="secret">Connect</a>');
  assert.equal(link?.getAttribute('role'), 'menuitem');
  assert.equal(link.parentElement?.localName, 'nango-connect');
  assert.doesNotMatch(document.body.innerHTML, /secret/);
});

test('a link in a drawing stays a link, since no element could be seen there', async () => {
  const link = await becomes('<svg><a data-nango-connect data-integration-id="github"><text>Connect</text></a></svg>');
  assert.equal(link?.parentElement?.localName, 'svg');
});
