/** The pages of the site, in the order of its navigation. */
export const pages = [
  { path: '/', file: 'index.html', name: 'Product page' },
  { path: '/studio', file: 'studio.html', name: 'Studio' },
  { path: '/inspector', file: 'inspector.html', name: 'Inspector' },
  { path: '/snippets', file: 'snippets.html', name: 'Snippets' },
  { path: '/gallery', file: 'gallery.html', name: 'Gallery' },
  { path: '/forms', file: 'forms.html', name: 'Forms' },
] as const;

/**
 * The strictest possible policy: the elements need no inline style, no inline script and no eval.
 * @param nango host and port of the Nango server
 */
export function policy(nango: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' http://${nango}`,
    `connect-src 'self' http://${nango} ws://${nango}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

/**
 * Completes a page with what all pages have: the policy, Nango's URL, and the navigation bar.
 * @param path of the page
 * @param port of the Nango server
 */
export function complete(html: string, path: string, port: number): string {
  const nango = `localhost:${port}`;
  return html
    .replace('<!-- head -->', head(nango))
    .replace('<!-- bar -->', bar(path))
    .replaceAll('localhost:3003', nango);
}

function head(nango: string): string {
  return `<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${policy(nango)}" />
    <meta name="nango-host" content="http://${nango}" />
    <link rel="icon" href="/demo/playground/icon.svg" />
    <link rel="stylesheet" href="/demo/playground/page.css" />
    <link rel="stylesheet" href="/demo/site/bar.css" />`;
}

function bar(path: string): string {
  const links = pages.map(
    (page) => `<li><a href="${page.path}"${page.path === path ? ' aria-current="page"' : ''}>${page.name}</a></li>`,
  );
  return `<a class="skip" href="#content">Skip to the content</a>
    <header class="bar">
      <a class="brand" href="/"><img src="/demo/playground/icon.svg" alt="" width="28" height="28" />nango-elements</a>
      <nav aria-label="Pages"><ul>${links.join('')}</ul></nav>
      <form class="settings" id="settings" aria-label="Look and language" autocomplete="off"></form>
    </header>`;
}
