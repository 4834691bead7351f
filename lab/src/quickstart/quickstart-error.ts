/** A step that did not hold, said so that a person knows what to do. */
export class QuickstartError extends Error {
  override readonly name = 'QuickstartError'
}
