/** Records of the program are camelCase, the wire is snake_case: one conversion each way, for names at the top level
 *  only, so that what people or devices named keeps its name. What the wire must not show is cut by the schema. */

type Snake<K extends string> = K extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Snake<Tail>}`
    : `_${Lowercase<Head>}${Snake<Tail>}`
  : K

type Camel<K extends string> = K extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : K

type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T

export type Wire<T> = { -readonly [K in keyof T as Snake<K & string>]: Mutable<T[K]> }
export type FromWire<T> = { [K in keyof T as Camel<K & string>]: Exclude<T[K], undefined> }

/** A record as the wire names its fields. */
export const toWire = <T extends object>(record: T): Wire<T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [snake(key), value])) as Wire<T>

/** A page or list of records on the wire. */
export const toWireItems = <P extends { readonly items: readonly object[] }>(page: P): WireItems<P> => ({
  ...page,
  items: page.items.map(toWire) as Wire<P['items'][number]>[],
})

type WireItems<P extends { readonly items: readonly object[] }> = Omit<P, 'items'> & {
  items: Wire<P['items'][number]>[]
}

/** An input of the wire as the program names it; fields that were left out stay out. */
export const fromWire = <T extends object>(input: T): FromWire<T> =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [camel(key), value]),
  ) as FromWire<T>

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const camel = (name: string): string => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
