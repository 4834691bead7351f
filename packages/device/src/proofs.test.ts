import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PROOFS } from './proofs.ts'
import { PLATFORMS } from './registry.ts'

const folder = new URL('../transcripts/', import.meta.url)

it('what is proven counts every transcript, by who spoke in it ("npm run proofs" writes it anew)', () => {
  const counted = Object.entries(PROOFS).flatMap(([id, proof]) =>
    Object.entries(proof?.transcripts ?? {}).map(([origin, count]) => `${id} ${origin} ${count}`),
  )
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const spoken = files.map((name) => {
    const { platform, origin = 'documentation' } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<
      string,
      string
    >
    return `${platform} ${origin}`
  })
  const wanted = [...new Set(spoken)].map((one) => `${one} ${spoken.filter((other) => other === one).length}`)
  expect(counted.toSorted()).toEqual(wanted.toSorted())
})

it('what is proven names platforms that there are', () => {
  const ids = new Set(PLATFORMS.map(({ id }) => id))
  expect(Object.keys(PROOFS).filter((id) => !ids.has(id))).toEqual([])
})
