import { complete } from '@netraven/config-text'
import { describe, expect, it } from 'vitest'
import type { Platform } from '../platform.ts'
import { findPlatform, PLATFORMS } from '../registry.ts'

/** Whole documents that are no configuration: what a device answers that has nothing to say, or an error it calls a success. */
const EMPTY = [
  '{}',
  '[]',
  '{"error":"unauthorized"}',
  '{"errors":{"error":[{"error-tag":"access-denied"}]}}',
  '<a/>',
  '<response status="success"><result/></response>',
  '<response status="success" code="7"><result/></response>',
]

/** A platform over its command line, and over its API. */
const ways = ({ id, complete: rule, http }: Platform) => [
  { id, rule },
  { id: `${id} over HTTP`, rule: http?.complete ?? rule },
]

describe('a document that is closed but holds no configuration', () => {
  it.each(EMPTY)('proves nothing by itself: %s', (text) => {
    const proven = PLATFORMS.flatMap(ways).filter(
      ({ rule }) => complete(`${text}\n`, rule, { exitStatus: null }).proven,
    )
    expect(proven.map(({ id }) => id)).toEqual([])
  })

  it.each([
    ['{"Cisco-IOS-XE-native:native":{}}', false],
    ['{"ietf-restconf:data":{}}', false],
    ['{"Cisco-IOS-XE-native:native":{"hostname":"edge1"}}', true],
    ['{\n  "Cisco-IOS-XE-native:native": {\n    "hostname": "edge1"\n  }\n}', true],
  ])('of IOS XE must hold something of its model: %s', (text, isProven) => {
    const rule = findPlatform('cisco_xe')?.http?.complete ?? {}
    expect(complete(`${text}\n`, rule, { exitStatus: null }).proven).toBe(isProven)
  })
})
