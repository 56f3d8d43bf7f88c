export { Nango } from './engine/nango.js';
export * from './engine/errors.js';
export type * from './engine/options.js';
export { registerLocale } from './elements/messages.js';
export type { MessageKey, Messages } from './elements/english.js';
export * from './elements/events.js';
export { NangoConnect } from './elements/nango-connect.js';
export { NangoCredentialsForm } from './elements/nango-credentials-form.js';
export type { Field } from './elements/fields.js';
