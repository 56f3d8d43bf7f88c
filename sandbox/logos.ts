import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { html } from './page.js';

/** Vendors whose products have a name of their own, and the vendor's logo. */
const vendors = [
  'adobe',
  'adp',
  'amplitude',
  'anthropic',
  'apple',
  'atlassian',
  'aws',
  'confluence',
  'google',
  'grammarly',
  'helpscout',
  'jira',
  'meta',
  'microsoft',
  'openai',
  'oracle',
  'salesforce',
  'sap',
  'shopify',
  'slack',
  'stripe',
  'tiktok',
  'twitter',
  'whatsapp',
  'wordpress',
  'zapier',
  'zendesk',
  'zoho',
];

/** Names that `@iconify-json/logos` has for another brand than the providers. */
const namesakes = ['envoy', 'luma', 'stitch'];

const simpleIcons = z.array(z.object({ title: z.string(), slug: z.string(), hex: z.string() }));
const iconify = z.object({
  width: z.number(),
  height: z.number(),
  icons: z.record(
    z.string(),
    z.object({ body: z.string(), width: z.number().optional(), height: z.number().optional() }),
  ),
});

/** Logos by the plain names of their brands. */
type Logos = ReadonlyMap<string, () => string>;
let known: readonly Logos[] | undefined;

/**
 * A provider's logo as SVG, drawn on white: its brand's where the package `simple-icons` or `@iconify-json/logos` has it,
 * else the initial of its name on a color of its own. The package with the templates has no logos.
 */
export function logo(name: string, title: string): string {
  known ??= [orNone(readSimpleIcons), orNone(readIconify)];
  const [vendor = ''] = name.split('-', 1);
  for (const brand of [plain(title), plain(name), vendors.includes(vendor) ? vendor : '']) {
    for (const logos of known) {
      const draw = logos.get(brand);
      if (draw) return draw();
    }
  }
  return initial(name, title);
}

/** A package that is not installed has none: only the look of the picker depends on it. */
function orNone(read: () => Logos): Logos {
  try {
    return read();
  } catch {
    return new Map();
  }
}

function readSimpleIcons(): Logos {
  const { path, data } = readPackage('simple-icons/icons.json');
  const draw = (slug: string, hex: string) => () =>
    readFileSync(join(dirname(path), '..', 'icons', `${slug}.svg`), 'utf8').replace(
      '<svg ',
      `<svg fill="#${onWhite(hex)}" `,
    );
  return new Map(simpleIcons.parse(data).map(({ title, slug, hex }) => [plain(title), draw(slug, hex)]));
}

function readIconify(): Logos {
  const { width, height, icons } = iconify.parse(readPackage('@iconify-json/logos/icons.json').data);
  // A name with `-icon` is the mark alone, and goes before the one with the brand's name beside it.
  const names = Object.keys(icons)
    .filter((name) => !namesakes.includes(plain(name.replace(/-icon$/, ''))))
    .sort((a, b) => Number(a.endsWith('-icon')) - Number(b.endsWith('-icon')));
  return new Map(
    names.map((name) => {
      const { body = '', width: w = width, height: h = height } = icons[name] ?? {};
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${w} ${h}">${body}</svg>`;
      return [plain(name.replace(/-icon$/, '')), () => svg];
    }),
  );
}

function readPackage(file: string): { path: string; data: unknown } {
  const path = createRequire(import.meta.url).resolve(file);
  return { path, data: JSON.parse(readFileSync(path, 'utf8')) };
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
