import { viewOf } from './page-names.js';

/** The sheets of each document, by their text: elements that look the same share them. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * Gives a shadow root its style sheets. A sheet belongs to one document, so an element that was moved to another one, such
 * as a frame's, needs them again.
 * @param root of the element
 * @param texts of the sheets, in their order; empty ones are left out
 * @param again whether it had some before: then those that the page or an extension has added stay
 */
export function adoptSheets(root: ShadowRoot, texts: readonly string[], again = false): void {
  const { ownerDocument: page } = root;
  const view = viewOf(page);
  // jsdom has none, and nothing to be seen.
  if (!view || !('adoptedStyleSheets' in root)) return;
  const known = sheets.get(page) ?? new Map<string, CSSStyleSheet>();
  sheets.set(page, known);
  const own = texts.filter(Boolean).map((text) => {
    const sheet = known.get(text) ?? new view.CSSStyleSheet();
    if (!known.has(text)) sheet.replaceSync(text);
    known.set(text, sheet);
    return sheet;
  });
  // To read them costs memory, and a page may have a thousand elements.
  const others = new Set(again ? root.adoptedStyleSheets : []);
  for (const sheet of known.values()) others.delete(sheet);
  root.adoptedStyleSheets = [...own, ...others];
}
