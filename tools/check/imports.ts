import { cruise } from '../imports/cruise.ts'
import { layers } from '../imports/layers.ts'
import { missing, type Result } from './step.ts'
import { repository, typescript } from './tree.ts'

const folders = ['packages', 'lab', 'tools', 'e2e']

export function imports(): Result {
  const expected = typescript.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)))
  const { modules, violations } = cruise(repository, folders)
  const faults = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)
  const seen = modules.filter((module) => expected.includes(module)).length
  return { faults: [...faults, ...outsideOfLayers(expected), ...missing(expected, modules)], seen }
}

/** A new folder of the server that no layer names would be free of every rule. */
export function outsideOfLayers(files: readonly string[]): string[] {
  const known: readonly string[] = layers.flatMap((layer) => [...layer.folders])
  const parts = files.flatMap((file) => /^packages\/server\/src\/([a-z]+)/.exec(file)?.[1] ?? [])
  return [...new Set(parts)]
    .filter((part) => !known.includes(part))
    .map((part) => `packages/server/src/${part} is in no layer: name its layer in tools/imports/layers.ts`)
}
