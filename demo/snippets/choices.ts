/** Where a snippet will live, and what that is called. */
export const places = {
  html: 'Plain HTML',
  wordpress: 'WordPress',
  webflow: 'Webflow',
  react: 'React',
  next: 'Next.js',
  vue: 'Vue',
  angular: 'Angular',
  svelte: 'Svelte',
  solid: 'Solid',
} as const;
export type Place = keyof typeof places;

/** Where the session token comes from. */
export const tokens = {
  backend: 'A backend with all four endpoints',
  'session-url': 'An endpoint that returns a token',
  function: 'A function on the page',
  'public-key': 'A public key and HMAC (older accounts)',
} as const;
export type TokenSource = keyof typeof tokens;

export const shapes = {
  button: 'A button',
  inline: 'In place, without a dialog',
  form: 'The form alone',
} as const;
export type Shape = keyof typeof shapes;

export const themes = { auto: 'As the page', light: 'Light', dark: 'Dark' } as const;

/** Whether a table has this key. */
export function isKey<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}

/** The choices in the builder. */
export interface Choices {
  readonly place: Place;
  readonly token: TokenSource;
  readonly shape: Shape;
  /** The integration's unique key. `''` lets the user choose, which the form alone can't. */
  readonly integrationId: string;
  readonly label: string;
  readonly theme: keyof typeof themes;
  /** Language tag; `''` is the page's own. */
  readonly lang: string;
  /** Accent color and radius; `''` is the default. */
  readonly brand: string;
  readonly radius: string;
  /** The Nango server; `''` is Nango Cloud. */
  readonly host: string;
  /** Path or URL of the page's own backend. */
  readonly backend: string;
  /** Path or URL of the single file. */
  readonly script: string;
  /** Its hash, as `dist/integrity.json` has it; `''` leaves it out. */
  readonly integrity: string;
  /** Name of a recipe for a backend; `''` is the one that goes with the place. */
  readonly recipe: string;
}

/** The initial choices. */
export const firstChoices: Choices = {
  place: 'html',
  token: 'backend',
  shape: 'button',
  integrationId: 'github',
  label: 'Connect GitHub',
  theme: 'auto',
  lang: '',
  brand: '',
  radius: '',
  host: '',
  backend: '/api/nango',
  script: '/nango-elements.min.js',
  integrity: '',
  recipe: '',
};

export interface SnippetFile {
  readonly name: string;
  readonly text: string;
}

export interface Snippet {
  readonly files: readonly SnippetFile[];
  /** What the user must do or know, one sentence each. */
  readonly notes: readonly string[];
}

export function tagOf({ shape, integrationId }: Choices): 'nango-connect' | 'nango-credentials-form' {
  return shape === 'form' && integrationId ? 'nango-credentials-form' : 'nango-connect';
}
