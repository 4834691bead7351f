import type { Git } from './git.ts'

export interface TreeChange {
  readonly path: string
  /** Of the text that the commit puts there; undefined when it takes the path away. */
  readonly objectId: string | undefined
}

/** What each of these commits does to the tree of its parent. A path with unusual characters comes as Git quotes it. */
export async function readTreeChanges(git: Git, ids: readonly string[]): Promise<Map<string, TreeChange[]>> {
  const { stdout } = await git.run(
    ['diff-tree', '--stdin', '-r', '--root', '--no-renames', '--no-abbrev', '--end-of-options'],
    {
      input: ids.map((id) => `${id}\n`).join(''),
    },
  )
  const changes = new Map<string, TreeChange[]>()
  let current: TreeChange[] = []
  for (const line of stdout.toString('utf8').split('\n')) {
    const change = /^:\d+ (\d+) \w+ (\w+) [A-Z]\t(.*)$/.exec(line)
    if (!change) changes.set(line, (current = []))
    else if (change[1] === '100644') current.push({ path: change[3] ?? '', objectId: change[2] })
    else current.push({ path: change[3] ?? '', objectId: change[1] === '000000' ? undefined : `mode ${change[1]}` })
  }
  return changes
}
