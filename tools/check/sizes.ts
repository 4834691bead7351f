import { dirname } from 'node:path'
import type { Result } from './step.ts'
import { code, files, linesOf } from './tree.ts'

const maxLines = 300
const maxFilesWithoutReadme = 5

/** Files of at most 300 lines; a folder with more than five files tells what it is for. */
export function sizes(): Result {
  const scripts = files.filter((file) => /\.(vue|sh|sql)$/.test(file) || file === '.ci/run')
  const measured = [...code, ...scripts]
  return { faults: [...measured.flatMap(tooLong), ...foldersWithoutReadme(files)], seen: measured.length }
}

const tooLong = (file: string): string[] => {
  const { length } = linesOf(file)
  return length > maxLines ? [`${file} has ${length} lines, more than ${maxLines}: split it`] : []
}

export function foldersWithoutReadme(all: readonly string[]): string[] {
  const folders = Map.groupBy(all, dirname)
  return [...folders]
    .filter(([folder, inside]) => folder !== '.' && inside.length > maxFilesWithoutReadme)
    .filter(([folder]) => !folders.get(folder)!.includes(`${folder}/README.md`))
    .map(
      ([folder, { length }]) =>
        `${folder}/ has ${length} files and no README.md: what it is for, what it may import, how to add one`,
    )
}
