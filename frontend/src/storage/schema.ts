/**
 * Checks that a value read from storage has the type it is used as. Another version of the page, an
 * extension or the user may have written it, so nothing is trusted.
 */
export type Schema<T> = (value: unknown) => value is T;

export const isString: Schema<string> = (value) => typeof value === 'string';

export const isBoolean: Schema<boolean> = (value) => typeof value === 'boolean';

export function isNumber(min: number, max: number): Schema<number> {
  return (value): value is number => typeof value === 'number' && value >= min && value <= max;
}

export function isInteger(min: number, max: number): Schema<number> {
  return (value): value is number => isNumber(min, max)(value) && Number.isInteger(value);
}

export function isOneOf<const T extends string>(...values: readonly T[]): Schema<T> {
  return (value): value is T => values.includes(value as T);
}

export function isNullOr<T>(schema: Schema<T>): Schema<T | null> {
  return (value): value is T | null => value === null || schema(value);
}

export function isArrayOf<T>(schema: Schema<T>): Schema<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(schema);
}

/** Objects with these properties; others are ignored. */
export function isObject<T extends object>(
  properties: { readonly [K in keyof T]: Schema<T[K]> },
): Schema<T> {
  return (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries<Schema<unknown>>(properties).every(([name, schema]) =>
      schema((value as Readonly<Record<string, unknown>>)[name]),
    );
}

export function isEither<A, B>(a: Schema<A>, b: Schema<B>): Schema<A | B> {
  return (value): value is A | B => a(value) || b(value);
}
