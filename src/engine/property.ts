/** Reads a property of any value: of `undefined`, of a string, of an object of another window. */
export const property = (value: unknown, name: string): unknown => Reflect.get(new Object(value), name);
