import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<string>()

/** Everything begun inside carries this id: log lines, audit rows, error bodies. */
export const withCorrelation = <T>(id: string, act: () => T): T => current.run(id, act)

export const currentCorrelation = (): string | undefined => current.getStore()
