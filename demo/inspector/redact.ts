const hidden = '…';

/** Fields of frames and bodies that contain no secrets. */
const plainFields = ['message_type', 'provider_config_key', 'is_pending', 'error_type', 'error_desc', 'type'];

/** Removes the values from a URL's query, which may contain tokens; the names stay. */
export function redactUrl(address: string, base: string): string {
  if (!URL.canParse(address, base)) return hidden;
  const { protocol, origin, host, pathname, searchParams } = new URL(address, base);
  const names = [...new Set(searchParams.keys())];
  const query = names.length > 0 ? `?${names.map((name) => `${name}=${hidden}`).join('&')}` : '';
  const site = origin === base ? '' : `${protocol}//${host}`;
  return `${site}${pathname}${query}`;
}

/** A socket frame: its message type, and the names of the other fields. */
export function redactFrame(data: unknown): string {
  if (typeof data !== 'string') return hidden;
  const frame = parsed(data);
  if (frame === undefined) return `not JSON, ${data.length} characters`;
  const fields = Object.entries(frame).map(([name, value]) => {
    const isPlain = plainFields.includes(name) && typeof value !== 'object';
    return `${name}: ${isPlain ? redactText(String(value)) : hidden}`;
  });
  return `{ ${fields.join(', ')} }`;
}

/** Removes what looks like a token from a line of text. */
export function redactText(text: string): string {
  return text.replace(/nango_connect_session_\w+|\beyJ[\w.-]+|\b[\da-f]{32,}\b/g, hidden).slice(0, 300);
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
