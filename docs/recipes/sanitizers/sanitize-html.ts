import sanitizeHtml from 'sanitize-html';

const attributes = ['integration-id', 'backend', 'lang', 'theme', 'inline', 'auth-mode', 'name', 'required'];
const { allowedTags, allowedAttributes } = sanitizeHtml.defaults;

/** Lets the elements through sanitize-html: `sanitizeHtml(html, allowNango)`. */
export const allowNango: sanitizeHtml.IOptions = {
  allowedTags: [...allowedTags, 'nango-connect', 'nango-credentials-form'],
  allowedAttributes: { ...allowedAttributes, 'nango-connect': attributes, 'nango-credentials-form': attributes },
};

/** Lets the link with `data-` attributes through, which sanitize-html would otherwise remove. */
export const allowFallback: sanitizeHtml.IOptions = {
  allowedAttributes: { ...allowedAttributes, a: [...(allowedAttributes?.a ?? []), 'data-*'] },
};
