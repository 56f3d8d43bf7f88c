import type { NangoConnect, NangoCredentialsForm, NangoState } from '../../src/index.js';

/** What the cells have in common. */
export interface Surroundings {
  readonly host: string;
  readonly token: string;
  /** Of a session that is for a connection that exists. */
  readonly reconnectToken: string;
}

export interface Cell {
  readonly name: string;
  readonly element: NangoConnect | NangoCredentialsForm;
  /** Where it ends up. */
  readonly state: NangoState;
  /** Leads there, once the element is on the page. */
  readonly lead?: () => void;
}

/** A token that never comes. */
export const never = (): Promise<string> => new Promise(() => undefined);
