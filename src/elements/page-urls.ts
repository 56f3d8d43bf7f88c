import type { AttributeValues } from './attributes.js';

const attributeOf = {
  session: 'sessionUrl',
  confirm: 'confirmUrl',
  status: 'statusUrl',
  disconnect: 'disconnectUrl',
} as const satisfies Record<string, keyof AttributeValues>;

/** What a page's own backend can do. */
type Endpoint = keyof typeof attributeOf;

/**
 * Where the page's own backend does one thing: by an attribute of its own, or below `backend`.
 * @param attributes the element
 */
export function urlOf(attributes: AttributeValues, endpoint: Endpoint): string | undefined {
  const own = attributes[attributeOf[endpoint]];
  const { backend } = attributes;
  if (own || !backend) return own;
  const [path = '', query] = backend.split('?');
  return `${path.replace(/\/+$/, '')}/${endpoint}${query ? `?${query}` : ''}`;
}
