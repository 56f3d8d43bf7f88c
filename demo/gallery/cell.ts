import type { NangoConnect, NangoCredentialsForm, NangoState } from '../../src/index.js';

/** What the cells have in common. */
export interface Surroundings {
  readonly host: string;
  readonly token: string;
  /** Token of a session that renews an existing connection. */
  readonly reconnectToken: string;
}

export interface Cell {
  readonly name: string;
  readonly element: NangoConnect | NangoCredentialsForm;
  /** The state that it should reach. */
  readonly state: NangoState;
  /** Brings the element there, once it is on the page. */
  readonly lead?: () => void;
}

/** A token that never arrives. */
export const never = (): Promise<string> => new Promise(() => undefined);
