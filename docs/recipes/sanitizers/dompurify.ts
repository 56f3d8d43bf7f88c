import type { Config } from 'dompurify';

/** Lets the elements through DOMPurify: `DOMPurify.sanitize(html, allowNango)`. */
export const allowNango: Config = {
  ADD_TAGS: ['nango-connect', 'nango-credentials-form'],
  ADD_ATTR: ['integration-id', 'backend', 'theme', 'inline', 'auth-mode', 'required', 'disabled'],
};
