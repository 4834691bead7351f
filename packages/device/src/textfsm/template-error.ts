/** Why a template could not be read or used: it is faulty, it refused the output by its own `Error`, or the work would
 *  have been more than is allowed. */
export type TemplateErrorKind = 'template' | 'output' | 'budget'

/** The one error of TextFSM here. Holds no text of a device: an output may carry secrets.
 *  @example
 *  try { parseTemplate(text) } catch (error) {
 *    if (error instanceof TemplateError) show(error.line, error.message)
 *  } */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly kind: TemplateErrorKind
  /** Line of the template, from 1; undefined where no line is to blame. */
  readonly line: number | undefined

  constructor(kind: TemplateErrorKind, reason: string, line?: number) {
    super(line === undefined ? reason : `line ${line} of the template: ${reason}`)
    this.kind = kind
    this.line = line
  }
}

export const faulty = (reason: string, line: number): TemplateError => new TemplateError('template', reason, line)
