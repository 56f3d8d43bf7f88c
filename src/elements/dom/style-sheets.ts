import type { CSSResult } from 'lit';
import { viewOf } from './page-names.js';

/** The sheets of each document: elements with the same styles share them. */
const sheets = new WeakMap<Document, Map<CSSResult | string, CSSStyleSheet>>();

/**
 * Adopts a shadow root's style sheets. A sheet belongs to one document, so an element that was moved to another one, such as
 * a frame's, needs new ones.
 * @param root the element's shadow root
 * @param styles in order
 * @param again whether it had some before; those that the page or an extension has added are kept
 */
export function adoptSheets(root: ShadowRoot, styles: readonly (CSSResult | string)[], again = false): void {
  const { ownerDocument: page } = root;
  const view = viewOf(page);
  // jsdom has neither style sheets nor rendering.
  if (!view || !('adoptedStyleSheets' in root)) return;
  const known = sheets.get(page) ?? new Map<CSSResult | string, CSSStyleSheet>();
  sheets.set(page, known);
  const own = styles.map((style) => {
    const sheet = known.get(style) ?? new view.CSSStyleSheet();
    if (!known.has(style)) sheet.replaceSync(String(style));
    known.set(style, sheet);
    return sheet;
  });
  // Reading `adoptedStyleSheets` costs memory, and a page may have a thousand elements.
  if (again) own.push(...root.adoptedStyleSheets.filter((sheet) => ![...known.values()].includes(sheet)));
  root.adoptedStyleSheets = own;
}
