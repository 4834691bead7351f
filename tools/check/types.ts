import { relative, resolve } from 'node:path'
import { missing, type Result, tool } from './step.ts'
import { files, repository, typescript } from './tree.ts'

/** Compiles everything, then asks each project for its files, so that a file in no project is a fault. */
export function types(): Result {
  const { code, text } = tool('tsc', ['-b', '--pretty'])
  const projects = files.filter((file) => /(^|\/)tsconfig\.json$/.test(file) && file !== 'tsconfig.json')
  const compiled = new Set(projects.flatMap(filesOf))
  const seen = typescript.filter((file) => compiled.has(file)).length
  return { faults: [...(code === 0 ? [] : [text]), ...missing(typescript, compiled)], seen }
}

const filesOf = (project: string): string[] =>
  tool('tsc', ['--listFilesOnly', '-p', project])
    .text.split('\n')
    .map((file) => relative(repository, resolve(repository, file)))
