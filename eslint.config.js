import compat from 'eslint-plugin-compat';
import tseslint from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

/** Rules against members that the oldest of those browsers doesn't have; a method of instances begins with a dot. */
function newer(...members) {
  return members.map((member) => {
    const [object, property] = member.split('.');
    return { ...(object && { object }), property, message: 'Not in the oldest browsers that package.json names.' };
  });
}

export default tseslint.config(
  { ignores: ['dist/*', '!dist/nango-elements.min.js', 'reports/', 'test/frameworks/apps/'] },
  // The browsers that package.json names have all that is used, in the sources and with Lit inside.
  {
    files: ['src/**/*.ts', 'dist/nango-elements.min.js'],
    ignores: ['src/backend.ts', 'src/backend/**'],
    ...compat.configs['flat/recommended'],
    // These are looked for before they are used.
    settings: { polyfills: ['navigator.userActivation', 'requestIdleCallback'] },
    rules: {
      'compat/compat': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=addEventListener] Property[key.name=signal]',
          message: 'Older copies of zone.js, and happy-dom, break listeners with a signal: take a Lifetime.',
        },
      ],
      // What the plugin doesn't know of.
      'no-restricted-properties': [
        'error',
        ...newer(
          '.difference',
          '.fromAsync',
          '.getHTML',
          '.intersection',
          '.isDisjointFrom',
          '.isSubsetOf',
          '.isSupersetOf',
          '.isWellFormed',
          '.moveBefore',
          '.requestClose',
          '.setHTMLUnsafe',
          '.symmetricDifference',
          '.toReversed',
          '.toSorted',
          '.toSpliced',
          '.toWellFormed',
          '.union',
          'AbortSignal.any',
          'Error.captureStackTrace',
          'Iterator.from',
          'Map.groupBy',
          'Object.groupBy',
          'Promise.try',
          'Promise.withResolvers',
          'RegExp.escape',
          'URL.canParse',
          'URL.parse',
        ),
      ],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, lit['flat/recommended'], wc['flat/recommended']],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'lit-a11y': litA11y },
    settings: { litHtmlSources: true },
    rules: {
      ...litA11y.configs.recommended.rules,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Lit binds `@click=${this.method}` to the element itself.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'sandbox/test/**/*.ts'],
    rules: {
      // chai's assertions are property reads; node:test returns promises that nobody awaits.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
);
