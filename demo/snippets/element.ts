import { tagOf, type Choices } from './choices.js';

/** An attribute of the element: its name, and its value or `true` for none. */
export type Attribute = readonly [name: string, value: string | true];

/** The element's attributes, without a token from a function. */
export function attributesOf(choices: Choices): Attribute[] {
  const { integrationId, shape, theme, lang, host } = choices;
  const all: (Attribute | false)[] = [
    integrationId !== '' && ['integration-id', integrationId],
    ...tokenAttributes(choices),
    host !== '' && ['host', host],
    shape === 'inline' && ['inline', true],
    theme !== 'auto' && ['theme', theme],
    lang !== '' && ['lang', lang],
  ];
  return all.filter((each) => each !== false);
}

function tokenAttributes({ token, backend }: Choices): Attribute[] {
  switch (token) {
    case 'backend':
      return [['backend', backend]];
    case 'session-url':
      return [['session-url', sessionUrl(backend)]];
    case 'function':
      return [];
    case 'public-key':
      return [
        ['public-key', 'YOUR_PUBLIC_KEY'],
        ['connection-id', 'ID_OF_THE_CONNECTION'],
        ['hmac', 'DIGEST_FROM_YOUR_SERVER'],
      ];
  }
}

function sessionUrl(backend: string): string {
  return `${backend.replace(/\/+$/, '')}/session`;
}

/** The button's label; the form has its own. */
export function labelOf(choices: Choices): string {
  return tagOf(choices) === 'nango-connect' && choices.shape === 'button' ? choices.label : '';
}

/** The CSS; empty for the default look. */
export function cssOf(choices: Choices): string {
  const { brand, radius } = choices;
  const lines = [brand && `--nango-brand: ${brand};`, radius && `--nango-radius: ${radius};`].filter(Boolean);
  return lines.length > 0 ? `${tagOf(choices)} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n` : '';
}

/**
 * The function that fetches a token, where the page is to have one.
 * @param typed in TypeScript
 */
export function fetchToken({ token, backend, integrationId }: Choices, typed: boolean): string {
  if (token !== 'function') return '';
  const body = integrationId ? `{ integrationId: ${quoted(integrationId)} }` : '{}';
  return `async function fetchToken()${typed ? ': Promise<string>' : ''} {
  const response = await fetch(${quoted(sessionUrl(backend))}, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(${body}),
  });
  if (!response.ok) throw new Error(\`The backend answered \${response.status}\`);
  const { token }${typed ? ': { token: string }' : ''} = await response.json();
  return token;
}
`;
}

/** A JavaScript string literal that can't end a `<script>` around it. */
export function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return `'${inner.replaceAll("'", "\\'").replace(/<(?=[/!])/g, '<\\')}'`;
}

/** An element of HTML, and of the templates that are written like it. */
export function tag(name: string, attributes: readonly string[], children: string): string {
  const line = `<${[name, ...attributes].join(' ')}>${children}</${name}>`;
  if (line.length <= 80) return line;
  const list = attributes.map((each) => `  ${each}\n`).join('');
  return `<${name}\n${list}>${children ? `\n  ${children}\n` : ''}</${name}>`;
}

/** Attributes as HTML has them. */
export function asHtml(attributes: readonly Attribute[], prefix = ''): string[] {
  return attributes.map(([name, value]) =>
    value === true ? prefix + name : `${prefix}${name}="${escapeHtml(value)}"`,
  );
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A text that templates with braces and control flow leave alone. */
export function escapeTemplate(text: string): string {
  return escapeHtml(text).replace(/[{}@]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A text of an Angular template, which has control flow as well. */
export function escapeAngular(text: string): string {
  return escapeBraces(escapeHtml(text)).replaceAll('@', '&#64;');
}

/** Angular decodes a character reference before it looks for braces, so an expression gives each of them. */
export function escapeBraces(text: string): string {
  return text.replace(/[{}]/g, (sign) => `{{ '${sign}' }}`);
}

export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
