import { isForeignKeyViolation, isUniqueViolation } from '../db/faults.ts'
import { AppError } from '../errors/app-error.ts'

export const notFound = (what: string): AppError => new AppError('not_found', `There is no such ${what}`)

/** Of two that changed the same thing at once, the second one is told. */
export const versionConflict = (what: string, current: number): AppError =>
  new AppError(
    'conflict',
    `The ${what} was changed meanwhile (version ${current}): read it again and repeat the change`,
    {
      version: current,
    },
  )

/** A name that is taken becomes a `conflict` with these words; other faults pass. */
export async function nameOnce<T>(constraint: string, message: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (isUniqueViolation(error, constraint)) throw new AppError('conflict', message, {}, { cause: error })
    throw error
  }
}

/** What others still need becomes a `conflict` with these words; other faults pass. */
export async function inUse<T>(constraint: string, message: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (isForeignKeyViolation(error, constraint)) throw new AppError('conflict', message, {}, { cause: error })
    throw error
  }
}
