import type { AttributeValues } from '../elements/attributes.js';
import type { NangoEventMap } from '../elements/events.js';

/** `sessionUrl` as an attribute is `session-url`. */
type Dashed<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Dashed<Rest>}`
  : Name;

/** What stands for a value in HTML. */
export type InHtml<Value> =
  Value | (boolean extends Value ? '' | 'true' | 'false' : never) | ([number] extends [Value] ? `${number}` : never);

/** The properties of both elements, all of them optional. */
export type Properties = { -readonly [Name in keyof AttributeValues]?: InHtml<AttributeValues[Name]> | undefined } & {
  /** The connection's id that the page knows. */
  value?: string | undefined;
};

/** The same, by the attributes' names. */
export type Attributes = {
  -readonly [Name in keyof AttributeValues as Dashed<Name>]?: InHtml<AttributeValues[Name]> | undefined;
};

/** What a template may give `<nango-credentials-form>`. */
export type FormProps = Properties & Attributes;

/** What a template may give `<nango-connect>`. */
export type ConnectProps = FormProps & { inline?: InHtml<boolean> | undefined };

/** The events' handlers, each by a prefix and the event's name. */
export type Handlers<Prefix extends string> = {
  [Name in keyof NangoEventMap as `${Prefix}${Name}`]?: ((event: NangoEventMap[Name]) => void) | undefined;
};
