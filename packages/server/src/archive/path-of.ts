import { createHash } from 'node:crypto'
import { isHostname } from '@netraven/contract'

export type Layout = 'by-host' | 'sharded'

export const layouts: readonly Layout[] = ['by-host', 'sharded']

declare const contained: unique symbol

/** A path that `pathOf` has made. `git fast-import` stores `../x` and `.git/config` as it is told, so nothing else
 *  may become a path in the archive, and the type says so. */
export type ArchivePath = string & { readonly [contained]: true }

const safeArtifact = /^[a-z0-9][a-z0-9-]{0,63}$/

/** The one place where paths of the archive are made. A name that breaks the name rule should never get here; if one
 *  does (an import, a hand in the database), its file goes to a folder named by the name's hash, so that it can
 *  neither leave the archive nor hold up the publications behind it. */
export function pathOf(layout: Layout, hostname: string, artifact: string): ArchivePath {
  const folder = isHostname(hostname) ? hostname : standIn(hostname)
  const file = safeArtifact.test(artifact) ? artifact : standIn(artifact)
  const path = `${folder}/${file}.${artifact === 'facts' ? 'json' : 'txt'}`
  return (layout === 'sharded' ? `${sha256(hostname).slice(0, 2)}/${path}` : path) as ArchivePath
}

/** Starts with `_`, which no allowed name does. */
const standIn = (name: string): string => `_${sha256(name).slice(0, 32)}`

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
