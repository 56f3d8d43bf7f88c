/** A CSS color as sRGB. */
function seen(color: string): number[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no canvas');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** The contrast ratio of two colors, as defined by WCAG. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other]
    .map((color) => {
      const [r = 0, g = 0, b = 0] = seen(color).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The texts of an element with a contrast of less than 4.5:1. */
export function unreadable(host: Element): string[] {
  const all = [...(host.shadowRoot?.querySelectorAll('*') ?? []), ...host.querySelectorAll('*')];
  return all.flatMap((each) => {
    const text = [...each.childNodes].filter((node) => node instanceof Text && node.data.trim());
    if (!(text.length && each.checkVisibility()) || each.closest('.sr')) return [];
    const ratio = contrast(getComputedStyle(each).color, background(each));
    return ratio < 4.5 ? [`${each.localName} ${each.textContent.trim().slice(0, 30)}: ${ratio.toFixed(2)}`] : [];
  });
}

/** The nearest color behind an element, over all shadow roots and slots. */
function background(start: Element): string {
  for (let each: Element | null = start; each; each = parent(each)) {
    const { backgroundColor } = getComputedStyle(each);
    if (!/transparent|, 0\)|\/ 0\)/.test(backgroundColor)) return backgroundColor;
    // A note or dialog in front of the page.
    if (each instanceof HTMLElement && each.popover) break;
  }
  return 'white';
}

function parent(each: Element): Element | null {
  const root = each.getRootNode();
  return each.assignedSlot ?? each.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
