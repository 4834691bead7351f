import { templateFor } from '../templates/template-for.ts'
import { TemplateError } from '../textfsm/template-error.ts'
import type { Template } from '../textfsm/template.ts'
import { readXml, XmlError } from './xml.ts'

/** How an answer is made into data: by a template of ours for this platform and command, as JSON or XML that the device
 *  gives (`show version | json`, `| display xml`), by a template of the caller's, or not at all. */
export type AnswerFormat = 'none' | 'textfsm' | 'json' | 'xml' | Template

/** Data, or why there is none. */
export type ParsedAnswer =
  | { readonly parsed: unknown; readonly parseError?: undefined }
  | { readonly parsed?: undefined; readonly parseError: string }
  | { readonly parsed?: undefined; readonly parseError?: undefined }

/** Makes data of an answer. Never throws; a reason quotes nothing of the answer, which may hold secrets. */
export function parseAnswer(
  { platform, command, output }: { readonly platform: string; readonly command: string; readonly output: string },
  format: AnswerFormat,
): ParsedAnswer {
  if (format === 'none') return {}
  if (format === 'json') return parseJson(output)
  const template = format === 'textfsm' ? templateFor(platform, command) : format
  if (!template) return { parseError: `there is no template for "${command}" on ${platform}` }
  try {
    return { parsed: template === 'xml' ? readXml(output) : template.parse(output) }
  } catch (error) {
    if (error instanceof TemplateError || error instanceof XmlError) return { parseError: error.message }
    throw error
  }
}

function parseJson(output: string): ParsedAnswer {
  try {
    return { parsed: JSON.parse(output) }
  } catch {
    return { parseError: 'the answer is not JSON' }
  }
}
