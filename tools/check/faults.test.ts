import { expect, it } from 'vitest'
import { deadLinks } from './documents.ts'
import { findDuplicates, meaningful } from './duplicates.ts'
import { outsideOfLayers } from './imports.ts'
import { foldersWithoutReadme } from './sizes.ts'
import { missing, tooFew } from './step.ts'

it('a tool that looked at fewer files than there are is a fault', () => {
  expect(missing(['a.ts', 'b.ts'], ['a.ts'])).toEqual(['b.ts was not looked at'])
  expect(missing(['a.ts'], ['a.ts', 'node_modules/x.js'])).toEqual([])
  expect(tooFew(22, 0)).toEqual(['looked at 0 files of 22'])
  expect(tooFew(22, 23)).toEqual([])
})

it('a folder of the server that no layer names is a fault', () => {
  const files = ['packages/server/src/api/a.ts', 'packages/server/src/wiring-worker.ts', 'packages/server/src/main.ts']
  expect(outsideOfLayers(files)).toEqual([])
  expect(outsideOfLayers([...files, 'packages/server/src/misc/a.ts'])[0]).toContain('misc is in no layer')
})

it('a folder of more than five files without a README is a fault', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `x/${name}.ts`)
  expect(foldersWithoutReadme(six)).toHaveLength(1)
  expect(foldersWithoutReadme(six.slice(1))).toEqual([])
  expect(foldersWithoutReadme([...six, 'x/README.md'])).toEqual([])
})

it('a dozen equal lines in two places are a fault, whatever their indentation', () => {
  const said = Array.from({ length: 12 }, (_, index) => `call(${index})`)
  const one = meaningful('one.ts', ["import { call } from './call.ts'", '', ...said])
  const two = meaningful('two.ts', ['if (other) {', ...said.map((line) => `  ${line}`), '}'])
  expect(findDuplicates([one, two])).toEqual(['two.ts:2 repeats 12 lines or more of one.ts:3'])
  expect(findDuplicates([one, two.slice(2)])).toEqual([])
})

it('a link to a file that does not exist is a fault', () => {
  const all = new Set(['docs', 'docs/a.md', 'README.md'])
  expect(deadLinks('docs/a.md', '[up](../README.md#top) [out](https://example.org) [here](#x)', all)).toEqual([])
  expect(deadLinks('README.md', '[gone](docs/b.md) <img src="docs/c.svg">', all)).toHaveLength(2)
})
