/** Reads a property of any value, including `undefined`, strings and objects of another window. */
export const property = (value: unknown, name: string): unknown => Reflect.get(new Object(value), name);
