/** An own property: the name may also be one that all objects inherit, such as `constructor`. */
export const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string | undefined): T | undefined =>
  record && name !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
