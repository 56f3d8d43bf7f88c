import { formFields, type Field } from '../../../src/elements/form/fields.js';
import { allProviders } from '../support/providers.js';

/** A field of a real provider. */
export interface FieldOfProvider {
  readonly provider: string;
  readonly field: Field;
}

const fields: readonly FieldOfProvider[] = [...allProviders()].flatMap(([name, provider]) =>
  formFields({ provider })
    .filter(({ hidden }) => !hidden)
    .map((field) => ({ provider: name, field })),
);

/** Every field that a user is asked for, of all providers. */
export const everyField = (): readonly FieldOfProvider[] => fields;

/** One of them, by the name of its provider and its own: `zendesk params.subdomain`. */
export function fieldNamed(name: string): Field {
  const found = fields.find(({ provider, field }) => `${provider} ${field.name}` === name);
  if (!found) throw new Error(`There is no field ${name}`);
  return found.field;
}
