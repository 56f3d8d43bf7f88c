// Everything in one file, for a page without a bundler: the languages are in the folder beside it.
import './define.js';
import './locales.js';
