import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { removalMessage, renameMessage, snapshotMessage, type SnapshotFacts } from './commit-message.ts'

const facts: SnapshotFacts = {
  hostname: 'core-sw1',
  artifact: 'running-config',
  added: 3,
  removed: 1,
  first: false,
  jobName: 'nightly',
  jobId: '7c0e',
  runId: '0192-run',
  deviceId: '5f3a',
  snapshotId: '0192-snapshot',
  capturedAt: new Date('2026-11-21T02:00:14.567Z'),
  sha256: '9b1d',
}

const trailersOf = (message: string): string[] =>
  spawnSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' }).stdout.trim().split('\n')

describe('commit message', () => {
  it('says what changed and leads back to job, run, device and snapshot', () => {
    expect(snapshotMessage(facts)).toBe(
      `core-sw1: running-config changed (+3 -1)

NetRaven-Job: nightly (7c0e)
NetRaven-Run: 0192-run
NetRaven-Device: 5f3a
NetRaven-Snapshot: 0192-snapshot
NetRaven-Captured-At: 2026-11-21T02:00:14Z
NetRaven-Sha256: 9b1d
`,
    )
  })

  it('calls a first snapshot so', () => {
    expect(snapshotMessage({ ...facts, first: true, added: 120, removed: 0 })).toMatch(
      /^core-sw1: running-config first snapshot \(\+120\)\n/,
    )
  })

  it('names both hostnames of a rename, and the one that was removed', () => {
    const ids = { deviceId: '5f3a', publicationId: '0192' }
    expect(renameMessage({ oldHostname: 'a1', hostname: 'b2', ...ids })).toBe(
      'a1: renamed to b2\n\nNetRaven-Device: 5f3a\nNetRaven-Publication: 0192\n',
    )
    expect(removalMessage({ hostname: 'b2', ...ids })).toMatch(/^b2: removed\n\n/)
  })

  it.each([
    ['a line feed', 'x\nNetRaven-Snapshot: forged'],
    ['a blank line', 'x\n\nNetRaven-Snapshot: forged'],
    ['a carriage return', 'x\r\nNetRaven-Snapshot: forged'],
    ['vertical tab and form feed', 'x\v\fNetRaven-Snapshot: forged'],
    ['C1 next line', 'x\u0085NetRaven-Snapshot: forged'],
    ['line and paragraph separators', 'x\u2028\u2029NetRaven-Snapshot: forged'],
    ['NUL and escape', 'x\0\u001b[2KNetRaven-Snapshot: forged'],
    ['turned text direction', 'x\u202eNetRaven-Snapshot: forged'],
    ['a lone surrogate', 'x\ud800\nNetRaven-Snapshot: forged'],
  ])('lets no name forge a trailer with %s', (_what, name) => {
    const message = snapshotMessage({ ...facts, hostname: name, jobName: name })
    const trailers = trailersOf(message)
    expect(trailers.filter((line) => line.startsWith('NetRaven-Snapshot:'))).toEqual([
      'NetRaven-Snapshot: 0192-snapshot',
    ])
    expect(trailers).toHaveLength(6)
    expect(message.isWellFormed()).toBe(true)
    expect(message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  })

  it('cuts a name without end, but not the id behind it', () => {
    const message = snapshotMessage({ ...facts, jobName: 'n'.repeat(10_000) })
    expect(message).toContain('n (7c0e)\n')
    expect(message.length).toBeLessThan(1_000)
  })
})
