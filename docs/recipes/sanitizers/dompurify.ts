import type { Config } from 'dompurify';

/** What a page that cleans its content with DOMPurify allows for the elements: `DOMPurify.sanitize(html, allowNango)`. */
export const allowNango: Config = {
  ADD_TAGS: ['nango-connect', 'nango-credentials-form'],
  ADD_ATTR: ['integration-id', 'backend', 'theme', 'inline', 'auth-mode', 'required', 'disabled'],
};
