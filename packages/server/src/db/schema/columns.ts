import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export type At = Generated<Date>
export type Json<T extends object = Record<string, unknown>> = JSONColumnType<T, string, string>
export type JsonOrNull<T extends object = Record<string, unknown>> = ColumnType<
  T | null,
  string | null | undefined,
  string | null
>
