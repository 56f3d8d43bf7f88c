import { directionOf } from '../playground/languages.js';
import type { Choices, Place, Snippet } from './choices.js';
import { quoted } from './element.js';
import { angular, next, react, solid, svelte, vue } from './frameworks.js';
import { htmlPage, webflow, wordpress } from './pages.js';

const writers: Readonly<Record<Place, (choices: Choices) => Snippet>> = {
  html: htmlPage,
  wordpress,
  webflow,
  react,
  next,
  vue,
  angular,
  svelte,
  solid,
};

/** Everything that a place needs for one element, ready to copy. */
export function snippet(choices: Choices): Snippet {
  const { files, notes } = writers[choices.place](choices);
  const isRightToLeft = directionOf(choices.lang) === 'rtl';
  const more = [
    ...(isRightToLeft ? ['lang sets no direction: the page says dir="rtl".'] : []),
    ...(choices.token === 'public-key' ? [choices.integrationId ? unknownMode : unknownList] : []),
    ...(choices.token === 'public-key' ? [] : backendNote(choices)),
  ];
  return { files, notes: [...notes, ...more] };
}

const unknownMode =
  'A public key can’t read what the integration needs: unless a popup is enough, set auth-mode, such as auth-mode="API_KEY".';
const unknownList = 'A public key can’t list integrations: name one, or take the token from a backend.';

/** Whether a page loads the single file, and needs no bundler. */
export function loadsSingleFile(place: Place): boolean {
  return ['html', 'wordpress', 'webflow'].includes(place);
}

/** What to do so that the backend takes the page's requests. */
function backendNote({ place, recipe, backend }: Choices): string[] {
  if (originOf(backend)) return [otherOrigin];
  return !loadsSingleFile(place) && isSeparate(recipe || usualRecipe(place)) ? [developmentServer] : [];
}

/** Whether a recipe is a server of its own, beside the one that serves the pages. */
function isSeparate(recipe: string): boolean {
  return !['next', 'nuxt', 'react-router', 'sveltekit'].includes(recipe);
}

const developmentServer =
  'The backend answers pages of its own origin: in development, let the development server forward its path, and keep the Host header. In Vite, write { target: … } in server.proxy, since a URL alone replaces that header.';
const otherOrigin =
  'The backend is on another origin than the page: add the page’s origin to its option origins, and let OPTIONS requests reach it.';

const cloud = 'https://api.nango.dev';

/** The policy of a plain page; elsewhere, what the element needs in the site's own policy. */
export function contentSecurityPolicy({ place, host, backend, script }: Choices): string {
  const nango = new URL(host || cloud).origin;
  const own = originOf(backend) ?? "'self'";
  const connections = `connect-src ${own} ${nango} ${nango.replace(/^http/, 'ws')}`;
  const images = `img-src 'self' ${nango}`;
  if (place !== 'html') return `${connections}; ${images}`;
  const scripts = originOf(script);
  return [
    "default-src 'none'",
    `script-src 'self'${scripts ? ` ${scripts}` : ''}`,
    "style-src 'self'",
    connections,
    images,
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

/** The origin of a URL; `undefined` for a path, which has the page's own. */
function originOf(url: string): string | undefined {
  const page = 'https://page.invalid';
  const { origin } = new URL(url, page);
  return origin === page ? undefined : origin;
}

/** The servers that there are recipes for: their names, by the files in docs/recipes/backend. */
export const servers: Readonly<Record<string, string>> = {
  express: 'Express',
  'express-session': 'Express, with the user on its own request',
  fastify: 'Fastify',
  hono: 'Hono',
  koa: 'Koa',
  next: 'Next.js',
  nuxt: 'Nuxt',
  'react-router': 'React Router',
  sveltekit: 'SvelteKit',
  workers: 'Cloudflare Workers',
  fetch: 'Deno, Bun',
};

/** The recipe that goes with a place, where the reader has chosen none: its name in docs/recipes/backend. */
export function usualRecipe(place: Place): string {
  const others: Partial<Record<Place, string>> = { next: 'next', svelte: 'sveltekit' };
  return others[place] ?? 'express';
}

/** What makes the digest, for accounts with a public key. */
export function digestModule({ integrationId }: Choices): string {
  return `import { hmac } from 'nango-elements/backend';

/** For the page of the user who is signed in, and an id of a connection that is theirs. */
export function digestFor(connectionId: string): Promise<string> {
  return hmac(${quoted(integrationId)}, connectionId, process.env.NANGO_HMAC_KEY ?? '');
}
`;
}
