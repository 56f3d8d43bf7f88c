import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { html } from './page.js';

/** Vendors whose products have a name of their own, and the vendor's logo. */
const vendors = [
  'adp',
  'apple',
  'atlassian',
  'google',
  'jira',
  'meta',
  'sap',
  'shopify',
  'stripe',
  'tiktok',
  'zendesk',
  'zoho',
];

const icons = z.array(z.object({ title: z.string(), slug: z.string(), hex: z.string() }));
interface Brand {
  readonly slug: string;
  readonly color: string;
}

let known: { folder: string; brands: ReadonlyMap<string, Brand> } | undefined;

/**
 * A provider's logo as SVG, drawn on white: its brand's where the package `simple-icons` has it, else the initial of its name
 * on a color of its own. The package with the templates has no logos.
 */
export function logo(name: string, title: string): string {
  return brandLogo(name, title) ?? initial(name, title);
}

function brandLogo(name: string, title: string): string | undefined {
  const { folder, brands } = (known ??= readIcons());
  const vendor = name.split('-', 1)[0] ?? '';
  const brand =
    brands.get(plain(title)) ?? brands.get(plain(name)) ?? (vendors.includes(vendor) ? brands.get(vendor) : undefined);
  if (!brand) return undefined;
  const svg = readFileSync(join(folder, 'icons', `${brand.slug}.svg`), 'utf8');
  return svg.replace('<svg ', `<svg fill="#${brand.color}" `);
}

/** None where the package is not installed: nothing but the look of the picker depends on it. */
function readIcons() {
  try {
    const data = createRequire(import.meta.url).resolve('simple-icons/icons.json');
    const list = icons.parse(JSON.parse(readFileSync(data, 'utf8')));
    const brands = list.map(({ title, slug, hex }): [string, Brand] => [plain(title), { slug, color: onWhite(hex) }]);
    return { folder: join(dirname(data), '..'), brands: new Map(brands) };
  } catch {
    return { folder: '', brands: new Map<string, Brand>() };
  }
}

/** A color that is almost white would not be seen. */
function onWhite(hex: string): string {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return 0.3 * red + 0.6 * green + 0.1 * blue > 225 ? '16181d' : hex;
}

/** Without what is said in brackets, as in "GitHub (App)". */
function plain(title: string): string {
  return title
    .replace(/\(.*?\)/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function initial(name: string, title: string): string {
  const hue = Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" role="img" aria-label="${title}">
  <rect width="40" height="40" rx="9" fill="hsl(${String(hue)} 45% 38%)"/>
  <text x="20" y="27" font-family="system-ui, sans-serif" font-size="20" font-weight="600" fill="#fff" text-anchor="middle">${title.charAt(0).toUpperCase()}</text>
</svg>`.text;
}
