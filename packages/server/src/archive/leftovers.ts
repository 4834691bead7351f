import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What a killed Git leaves behind: locks of refs and files, packs and objects half written, reports of a crash. */
const leftover = /(\.lock$|^tmp_|^\.tmp-|^fast_import_crash_)/

/** Files that look abandoned and were not touched for `olderThanMs`; a Git that lives writes more often than that. */
export async function findLeftovers(path: string, olderThanMs: number): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries) {
    if (!entry.isFile() || !leftover.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const touched = await stat(file).catch(() => undefined)
    if (touched && Date.now() - touched.mtimeMs >= olderThanMs) found.push(file)
  }
  return found
}

/** Only the leader may do this, and only while no Git of its own writes. */
export async function removeLeftovers(path: string, olderThanMs: number): Promise<string[]> {
  const found = await findLeftovers(path, olderThanMs)
  for (const file of found) await rm(file, { force: true })
  return found
}
