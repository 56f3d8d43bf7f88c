import Nango, { AuthError } from 'nango-elements/engine';

/** Gives the connection's id; nothing where the user closed the window. */
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
