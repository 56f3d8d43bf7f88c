import { shadowedName } from './dom/page-names.js';

// Before Lit, which creates its tree walker when it is loaded.
const problem = 'document' in globalThis && shadowedName(['createTreeWalker']);
if (problem) throw new Error(problem);
