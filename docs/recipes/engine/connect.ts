import Nango, { AuthError } from 'nango-elements/engine';

/** Resolves to the connection id, or to `undefined` if the user closed the window. */
export async function connect(connectSessionToken: string, integrationId: string): Promise<string | undefined> {
  const nango = new Nango({ connectSessionToken });
  try {
    const { connectionId } = await nango.auth(integrationId, { detectClosedAuthWindow: true });
    return connectionId;
  } catch (error) {
    if (error instanceof AuthError && error.type === 'window_closed') return undefined;
    throw error;
  }
}
