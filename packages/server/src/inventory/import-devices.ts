import { deviceInput, type ImportedRow, suggestHostname } from '@netraven/contract'
import { AppError } from '../errors/app-error.ts'
import type { Caller } from '../store/caller.ts'
import { addDevice, type InventoryParts } from './devices.ts'
import { platformOf } from './platforms.ts'

type Given = Readonly<Record<string, unknown>>
type Fault = ImportedRow['faults'][number]

/** Looks at each row and, unless it is a preview, adds the good ones: each row for itself, so one bad row costs no
 *  other. What was refused comes back as it was given, with the reasons and what would do. */
export async function importDevices(
  parts: InventoryParts,
  who: Caller,
  rows: readonly Given[],
  options: { readonly preview: boolean },
): Promise<ImportedRow[]> {
  const results: ImportedRow[] = []
  const seen = new Set<string>()
  for (const [index, given] of rows.entries()) {
    const row = { row: index + 1, hostname: nameOf(given), given: { ...given } }
    const result = await importRow(parts, who, given, seen, options)
    results.push({ ...row, id: null, suggested: null, faults: [], ...result })
  }
  return results
}

type Outcome = Pick<ImportedRow, 'status'> & Partial<Pick<ImportedRow, 'id' | 'faults' | 'suggested'>>

async function importRow(
  parts: InventoryParts,
  who: Caller,
  given: Given,
  seen: Set<string>,
  { preview }: { readonly preview: boolean },
): Promise<Outcome> {
  const checked = deviceInput.safeParse(given)
  if (!checked.success) {
    const faults = checked.error.issues.map((issue) => ({
      field: issue.path.join('.') || 'row',
      message: issue.message,
    }))
    return { status: 'refused', faults, suggested: suggestionFor(given, faults) }
  }
  const folded = checked.data.hostname.toLowerCase()
  if (seen.has(folded)) return refused({ field: 'hostname', message: 'is already in this import' })
  seen.add(folded)
  try {
    if (preview) return await previewRow(parts, who, checked.data)
    const device = await addDevice(parts, who, checked.data)
    return { status: 'created', id: device.id }
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'unavailable') throw error
    const { field } = error.details
    return refused({ field: typeof field === 'string' ? field : 'row', message: error.message })
  }
}

async function previewRow(
  parts: InventoryParts,
  who: Caller,
  input: { hostname: string; platform: string },
): Promise<Outcome> {
  platformOf(input.platform)
  const taken = await parts.devices.findByHostname(who, input.hostname)
  return taken ? refused({ field: 'hostname', message: 'is taken by another device' }) : { status: 'valid' }
}

const refused = (fault: Fault): Outcome => ({ status: 'refused', faults: [fault] })

const nameOf = (given: Given): string | null => (typeof given.hostname === 'string' ? given.hostname : null)

function suggestionFor(given: Given, faults: readonly Fault[]): ImportedRow['suggested'] {
  const name = nameOf(given)
  if (!name || !faults.some((fault) => fault.field === 'hostname')) return null
  return { hostname: suggestHostname(name), title: typeof given.title === 'string' ? given.title : name }
}
