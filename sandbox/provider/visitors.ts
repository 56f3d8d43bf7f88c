/** For which service a popup came, what it asks for, and whether the pages are to sever it. */
export interface Visitor {
  service: string;
  scopes: string[];
  coop: boolean;
}

/** Tells a visitor by the popup's state. */
export type Visitors = (state: unknown) => Visitor;
