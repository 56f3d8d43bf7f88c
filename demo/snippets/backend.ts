import type { Choices } from './choices.js';

/** A backend for a snippet. */
export interface Backend {
  readonly text: string;
  /** What to install for it. */
  readonly packages: readonly string[];
  /** The names of its environment variables. */
  readonly variables: readonly string[];
}

/**
 * A recipe at the path where the snippet expects it.
 * @param recipe a file of docs/recipes/backend, or what has the digest
 */
export function backendAt({ backend }: Pick<Choices, 'backend'>, recipe: string): Backend {
  const path = new URL(backend, 'https://page.invalid').pathname.replace(/^\/+|\/+$/g, '').replaceAll("'", '%27');
  const imports = Array.from(recipe.matchAll(/from '((?:@[\w.-]+\/)?[\w-][\w.-]*)(?=['/])/g), ([, name = '']) => name);
  const variables = Array.from(recipe.matchAll(/\bNANGO_[A-Z_]+/g), ([name]) => name);
  return {
    text: recipe
      .replace(/api\/nango(\/?)/g, (_, slash: string) => (path ? path + slash : ''))
      // Nuxt has another folder for what isn't below /api.
      .replace(/^\/\/ server\/(?!api\/)/, '// server/routes/'),
    packages: [...new Set(imports)],
    variables: [...new Set(variables)],
  };
}
