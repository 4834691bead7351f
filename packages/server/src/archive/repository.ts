import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../errors/app-error.ts'
import { createGit, GitError, type Git } from './git.ts'
import { layouts, type Layout } from './path-of.ts'

/** In the repository: says that it is ours, and how its paths are made. */
const layoutFile = 'netraven-layout'

const main = 'refs/heads/main'

const config: readonly (readonly [string, string])[] = [
  ['core.compression', '1'],
  ['core.fsync', 'all'],
  // Only the archivist tidies up, at a moment of its own choice.
  ['gc.auto', '0'],
  // Files that nobody here needs, and that fsck does not check.
  ['gc.packRefs', 'false'],
  ['repack.updateServerInfo', 'false'],
  ['repack.writeBitmaps', 'false'],
]

/** Written by `git init`. */
const initial: readonly (readonly [string, string])[] = [
  ['core.repositoryformatversion', '0'],
  ['core.bare', 'true'],
]

/** The bare repository as the archivist sees it. */
export interface Repository {
  readonly path: string
  readonly layout: Layout
  readonly git: Git
  /** The commit at which `main` stands; undefined when it has none or the ref is unreadable. */
  tip(): Promise<string | undefined>
  has(commitId: string): Promise<boolean>
  /** Commits after `base` (undefined: from the first) up to `tip`, oldest first; undefined when `tip` does not come after `base`. */
  commitsBetween(base: string | undefined, tip: string): Promise<string[] | undefined>
  /** Puts `main` elsewhere, or takes it away, whatever stands in its ref. */
  moveTip(commitId: string | undefined): Promise<void>
  /** Keeps commits that are not ours reachable, under a ref of their own. */
  setAside(commitId: string): Promise<void>
  /** What `git fsck` complains about, and what it does not look at: HEAD and the settings. Empty when all is well. */
  faults(signal?: AbortSignal): Promise<string[]>
}

/** Makes an empty repository in a folder that does not exist. */
export async function initRepository(path: string, layout: Layout): Promise<Repository> {
  await mkdir(dirname(path), { recursive: true })
  const git = createGit(path)
  await git.run(['init', '--bare', '--quiet', '--template=', '--initial-branch=main', '--object-format=sha1'])
  for (const [key, value] of config) await git.run(['config', key, value])
  await writeFile(join(path, layoutFile), `${layout}\n`)
  return describe(path, layout)
}

/** Undefined when nothing is there, or only what a Git wrote whose repository was deleted under its feet. Refuses a
 *  folder that holds something else: it would be replaced. */
export async function openRepository(path: string): Promise<Repository | undefined> {
  const names = await readdir(path).catch(ifMissing)
  if (names.every((name) => name === 'refs' || name === 'objects')) return undefined
  if (!names.includes(layoutFile)) {
    throw new AppError(
      'conflict',
      `${path} is not an archive of NetRaven (it has no file ${layoutFile}). Move it away, or set archive.path to another folder`,
    )
  }
  const word = await readFile(join(path, layoutFile), 'utf8')
  const layout = layouts.find((known) => word === `${known}\n`)
  if (layout) return describe(path, layout)
  throw new GitError(`${join(path, layoutFile)} is damaged`)
}

/** For one who is going to write it anew if it cannot be read. */
export async function openIfReadable(path: string): Promise<Repository | undefined> {
  try {
    return await openRepository(path)
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}

function ifMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}

function describe(path: string, layout: Layout): Repository {
  const git = createGit(path)
  const isThere = async (name: string): Promise<string | undefined> => {
    const answer = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], {
      accept: [0, 1, 128],
    })
    return answer.code === 0 ? answer.stdout.toString().trim() : undefined
  }
  return {
    path,
    layout,
    git,
    tip: () => isThere(main),
    has: async (commitId) => (await isThere(commitId)) !== undefined,
    commitsBetween: (base, tip) => commitsBetween(git, base, tip),
    moveTip: async (commitId) => {
      // A ref that Git cannot read, Git does not overwrite either.
      await rm(join(path, main), { force: true })
      await git.run(commitId ? ['update-ref', '--end-of-options', main, commitId] : ['update-ref', '-d', main])
    },
    setAside: async (commitId) => {
      await git.run(['update-ref', '--end-of-options', `refs/set-aside/${commitId}`, commitId])
    },
    faults: (signal) => faultsOf(git, signal),
  }
}

async function commitsBetween(git: Git, base: string | undefined, tip: string): Promise<string[] | undefined> {
  if (base) {
    const answer = await git.run(['merge-base', '--is-ancestor', '--end-of-options', base, tip], { accept: [0, 1] })
    if (answer.code === 1) return undefined
  }
  const range = base ? [tip, `^${base}`] : [tip]
  const answer = await git.run(['rev-list', '--reverse', '--topo-order', '--end-of-options', ...range])
  return answer.stdout.toString().split('\n').filter(Boolean)
}

async function faultsOf(git: Git, signal: AbortSignal | undefined): Promise<string[]> {
  const answer = await git.run(['fsck', '--full', '--strict', '--no-dangling', '--no-progress'], {
    accept: [0, 1, 2, 3, 4, 5, 6, 7, 8, 128],
    signal,
  })
  const said = `${answer.stdout.toString()}\n${answer.stderr}`
    .split('\n')
    .filter((line) => line && !line.startsWith('notice:'))
  if (answer.code !== 0) return said.length > 0 ? said : [`git fsck ended with ${answer.code}`]
  return [...said, ...(await faultsOfSettings(git))]
}

async function faultsOfSettings(git: Git): Promise<string[]> {
  const head = await git.run(['symbolic-ref', 'HEAD'], { accept: [0, 1, 128] })
  const settings = (await git.run(['config', '--local', '--list'])).stdout.toString().split('\n')
  const changed = [...initial, ...config].filter(([key, value]) => !settings.includes(`${key.toLowerCase()}=${value}`))
  const faults = changed.map(([key, value]) => `its setting ${key} is not ${value}`)
  return head.stdout.toString() === `${main}\n` ? faults : [...faults, `HEAD does not point to ${main}`]
}
