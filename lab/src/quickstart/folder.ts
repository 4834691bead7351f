import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newSecretSeed } from '../secrets/vault.ts'
import { QuickstartError } from './quickstart-error.ts'

/** What the lab keeps between two quickstarts, so that NetRaven meets the same devices again. */
export interface LabState {
  readonly secretSeed: string
  readonly adminPassword: string
  readonly ports: Readonly<Record<string, number>>
  readonly hostKeys: Readonly<Record<string, readonly string[]>>
  readonly edits: Readonly<Record<string, number>>
}

/** The data folder of NetRaven with the lab's own folder in it. */
export interface Folder {
  readonly dataDir: string
  /** Absolute path of a file of the lab. */
  readonly file: (name: string) => string
  readonly state: LabState
  /** It was a quickstart's before. */
  readonly isKnown: boolean
  readonly save: (state: LabState) => Promise<void>
  readonly write: (name: string, text: string) => Promise<string>
}

/** Takes a new folder, or one that a quickstart made. Throws, and touches nothing, if it is anybody else's. */
export async function openFolder(dataDir: string): Promise<Folder> {
  const file = (name: string): string => join(dataDir, 'lab', name)
  const known = await readState(file('state.json'))
  if (!known && (await namesIn(dataDir)).length > 0) {
    throw new QuickstartError(
      `${dataDir} is in use and was not made by a quickstart. It is left as it is; choose another: npm run quickstart -- --data-dir DIR`,
    )
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await mkdir(join(dataDir, 'lab'), { recursive: true, mode: 0o700 })
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(`${file(name)}.new`, text, { mode: 0o600 })
    await rename(`${file(name)}.new`, file(name))
    return file(name)
  }
  return {
    dataDir,
    file,
    state: known ?? newState(),
    isKnown: known !== undefined,
    save: async (state) => void (await write('state.json', `${JSON.stringify(state, null, 2)}\n`)),
    write,
  }
}

const newState = (): LabState => ({
  secretSeed: newSecretSeed(),
  adminPassword: randomBytes(12).toString('base64url'),
  ports: {},
  hostKeys: {},
  edits: {},
})

async function readState(path: string): Promise<LabState | undefined> {
  const text = await readFile(path, 'utf8').catch(ifMissing)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as LabState
  } catch (cause) {
    throw new QuickstartError(`${path} can't be read. Move the data folder away, or choose another with --data-dir`, {
      cause,
    })
  }
}

const namesIn = async (folder: string): Promise<readonly string[]> => (await readdir(folder).catch(ifMissing)) ?? []

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}
