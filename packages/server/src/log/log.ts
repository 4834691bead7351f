import { currentCorrelation } from './correlation.ts'
import { jsonLine } from './json-line.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Facts of a log line beside its message. `error` may be anything that was thrown. */
export interface LogFields {
  readonly category?: 'connection' | 'session' | 'execution' | 'result' | 'security' | 'system'
  readonly error?: unknown
  readonly [field: string]: unknown
}

/** The program's own log: one JSON object a line. What users read about runs and devices is in store/logs.ts. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

export interface LogOptions {
  readonly level: () => LogLevel
  readonly write: (line: string) => void
  readonly now?: () => Date
}

const weights: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** Makes a log that writes lines of `level` and above. */
export function createLog({ level, write, now = () => new Date() }: LogOptions): Log {
  const at =
    (severity: LogLevel) =>
    (fields: LogFields, message: string): void => {
      if (weights[severity] < weights[level()]) return
      const { error, ...rest } = fields
      const correlation = currentCorrelation()
      const line = {
        time: now().toISOString(),
        level: severity,
        message,
        ...rest,
        ...(correlation ? { correlationId: correlation } : {}),
        ...(error === undefined ? {} : { error: describe(error) }),
      }
      write(`${jsonLine(line)}\n`)
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** Name, message, stack and causes of what was thrown; never the values it may carry. */
function describe(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined || depth > 4 ? {} : { cause: describe(error.cause, depth + 1) }
  return { name: error.name, message: error.message, stack: error.stack, ...cause }
}
