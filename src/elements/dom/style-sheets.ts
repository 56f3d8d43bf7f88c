import { viewOf } from './page-names.js';

/** The sheets of each document, by their text: elements with the same styles share them. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * Adopts a shadow root's style sheets. A sheet belongs to one document, so an element that was moved to another one, such as
 * a frame's, needs new ones.
 * @param root the element's shadow root
 * @param texts of the sheets, in order; empty ones are omitted
 * @param again whether it had some before; those that the page or an extension has added are kept
 */
export function adoptSheets(root: ShadowRoot, texts: readonly string[], again = false): void {
  const { ownerDocument: page } = root;
  const view = viewOf(page);
  // jsdom has neither style sheets nor rendering.
  if (!view || !('adoptedStyleSheets' in root)) return;
  const known = sheets.get(page) ?? new Map<string, CSSStyleSheet>();
  sheets.set(page, known);
  const own = texts.filter(Boolean).map((text) => {
    const sheet = known.get(text) ?? new view.CSSStyleSheet();
    if (!known.has(text)) sheet.replaceSync(text);
    known.set(text, sheet);
    return sheet;
  });
  // Reading `adoptedStyleSheets` costs memory, and a page may have a thousand elements.
  const others = new Set(again ? root.adoptedStyleSheets : []);
  for (const sheet of known.values()) others.delete(sheet);
  root.adoptedStyleSheets = [...own, ...others];
}
