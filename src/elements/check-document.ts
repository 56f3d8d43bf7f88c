import { shadowedName } from './page-names.js';

// Before Lit, which makes its tree walker as it is loaded.
const problem = 'document' in globalThis && shadowedName(['createTreeWalker']);
if (problem) throw new Error(problem);
