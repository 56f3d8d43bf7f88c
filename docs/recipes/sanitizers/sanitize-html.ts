import sanitizeHtml from 'sanitize-html';

const attributes = ['integration-id', 'backend', 'lang', 'theme', 'inline', 'auth-mode', 'name', 'required'];
const { allowedTags, allowedAttributes } = sanitizeHtml.defaults;

/** What a server that cleans its content with sanitize-html allows for the elements: `sanitizeHtml(html, allowNango)`. */
export const allowNango: sanitizeHtml.IOptions = {
  allowedTags: [...allowedTags, 'nango-connect', 'nango-credentials-form'],
  allowedAttributes: { ...allowedAttributes, 'nango-connect': attributes, 'nango-credentials-form': attributes },
};

/** For the fallback, a link with `data-` attributes, which sanitize-html removes otherwise. */
export const allowFallback: sanitizeHtml.IOptions = {
  allowedAttributes: { ...allowedAttributes, a: [...(allowedAttributes?.a ?? []), 'data-*'] },
};
