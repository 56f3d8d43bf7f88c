import type { AttributeValues } from '../attributes.js';

const attributeOf = {
  session: 'sessionUrl',
  confirm: 'confirmUrl',
  status: 'statusUrl',
  disconnect: 'disconnectUrl',
} as const satisfies Record<string, keyof AttributeValues>;

/** The endpoints of a page's own backend. */
type Endpoint = keyof typeof attributeOf;

/**
 * The URL of an endpoint of the page's own backend: from its own attribute, or below `backend`.
 * @param attributes the element
 */
export function urlOf(attributes: AttributeValues, endpoint: Endpoint): string | undefined {
  const own = attributes[attributeOf[endpoint]];
  const { backend } = attributes;
  if (own || !backend) return own;
  const [path = '', query] = backend.split('?');
  return `${path.replace(/\/+$/, '')}/${endpoint}${query ? `?${query}` : ''}`;
}
