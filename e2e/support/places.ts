import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import type { Installation } from './installation.ts'

const run = promisify(execFile)

/** Somewhere a secret could be, and all that stands there. */
export interface Place {
  readonly name: string
  readonly content: Buffer
}

/** What the processes said, and what anyone on the machine may see of them. */
export async function processPlaces(netraven: Installation): Promise<Place[]> {
  const all = [...netraven.processes].map(async ([name, { pid, stdout, stderr }]): Promise<Place[]> => [
    { name: `stdout of ${name}`, content: Buffer.from(stdout()) },
    { name: `stderr of ${name}`, content: Buffer.from(stderr()) },
    { name: `command line of ${name}`, content: await readFile(`/proc/${pid}/cmdline`) },
    { name: `environment of ${name}`, content: await readFile(`/proc/${pid}/environ`) },
  ])
  return (await Promise.all(all)).flat()
}

/** Every object of the archive, unpacked: texts, trees and messages. */
export async function gitPlace(repository: string): Promise<Place> {
  const list = ['--git-dir', repository, 'cat-file', '--batch-all-objects', '--batch']
  const { stdout } = await run('git', list, { maxBuffer: 1 << 28, encoding: 'buffer' })
  return { name: 'Git objects', content: stdout }
}

/** Every file of the data folder but the master key, byte for byte. */
export async function folderPlaces(folder: string): Promise<Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'master.key')
  return Promise.all(
    files.map(async ({ parentPath, name }) => ({
      name: `file ${join(parentPath, name).slice(folder.length)}`,
      // A file of the embedded database may go while it is read.
      content: await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0)),
    })),
  )
}

/** Every row of every table, and the stored texts unpacked. */
export async function databasePlaces(url: string): Promise<Place[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'netraven_queue')`,
  )
  const places: Place[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
    places.push({ name: `table ${name}`, content: Buffer.from(rows.map(({ row }) => row).join('\n')) })
  }
  const { rows: blobs } = await client.query<{ content: Buffer }>('select content from blobs')
  places.push({ name: 'stored texts', content: Buffer.concat(blobs.map(({ content }) => gunzipSync(content))) })
  await client.end()
  return places
}

interface Document {
  readonly paths: Readonly<Record<string, { readonly get?: unknown }>>
}

/** Every GET of the API's own document, with every id that it can be asked for. */
export async function apiPlaces(netraven: Installation): Promise<Place[]> {
  const { paths } = await netraven.call<Document>('GET', '/openapi.json')
  const places: Place[] = []
  for (const path of Object.keys(paths).filter((one) => paths[one]?.get && one.startsWith('/api/v1/'))) {
    const own = path.slice('/api/v1'.length)
    for (const asked of await withIds(netraven, own)) {
      const answer = await netraven.ask('GET', asked)
      if (!answer.ok) throw new Error(`GET ${asked}: ${answer.status} ${await answer.text()}`)
      const headers = JSON.stringify([...answer.headers])
      places.push({ name: `GET ${own}`, content: Buffer.from(headers + (await answer.text())) })
    }
  }
  return places
}

/** The path for each object of its list; the path itself where it names none. */
async function withIds(netraven: Installation, path: string): Promise<string[]> {
  const at = path.indexOf('/{id}')
  if (at < 0) return [path]
  const list = await netraven.call<{ items: { id: string }[] }>('GET', path.slice(0, at))
  return list.items.map(({ id }) => path.replace('{id}', id))
}

/** The places that hold one of the canaries, as a readable list; the content is told by its hash only. */
export const sightings = (places: readonly Place[], search: (content: Buffer) => { name: string; form: string }[]) =>
  places.flatMap((place) =>
    search(place.content).map(
      ({ name, form }) =>
        `${name} ${form} in ${place.name} (${createHash('sha256').update(place.content).digest('hex').slice(0, 8)})`,
    ),
  )
