/** What goes to the thread of the embedded database, and what comes back. */
export type Ask =
  | { readonly id: number; readonly do: 'query'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly id: number; readonly do: 'exec'; readonly text: string }
  | { readonly id: number; readonly do: 'close' }

export interface Rows {
  readonly rows: Record<string, unknown>[]
  readonly affectedRows: number
  /** The command tag: a COMMIT that answers ROLLBACK committed nothing. */
  readonly command: string
}

/** An error without its class: structured cloning keeps only the message of an Error. */
export interface Fault {
  readonly message: string
  readonly fields: Readonly<Record<string, string>>
}

export type Answer =
  | { readonly id: number; readonly rows: Rows }
  | { readonly id: number; readonly fault: Fault }
  | { readonly channel: string; readonly payload: string }

const FAULT_FIELDS = ['code', 'constraint', 'detail', 'hint', 'table', 'column']

export function faultOf(error: unknown): Fault {
  const { message } = error instanceof Error ? error : new Error(String(error))
  const given = new Map(Object.entries(error as object))
  const fields = FAULT_FIELDS.flatMap((name) => (typeof given.get(name) === 'string' ? [[name, given.get(name)]] : []))
  return { message, fields: Object.fromEntries(fields) as Record<string, string> }
}

export const errorOf = ({ message, fields }: Fault): Error => Object.assign(new Error(message), fields)
