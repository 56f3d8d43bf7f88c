/** A property of whatever there is: of nothing, of a text, of an object of another window. */
export const property = (value: unknown, name: string): unknown => Reflect.get(new Object(value), name);
