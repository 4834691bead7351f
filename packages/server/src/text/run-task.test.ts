import { expect, it } from 'vitest'
import { runTask } from './run-task.ts'

const task = {
  kind: 'redact',
  platform: 'cisco_ios',
  deviceId: '2f0f5a3e-8f6c-4d7a-9a57-1c8b6f2f7a10',
  key: Buffer.alloc(32, 7),
  learned: [],
} as const

it('gives equal content hashes to texts that differ in volatile lines only', () => {
  const [first, second, third] = [
    'ntp clock-period 1\nhostname a\n',
    'ntp clock-period 2\nhostname a\n',
    'hostname b\n',
  ].map((text) => runTask({ ...task, bytes: Buffer.from(text) }))
  expect(first?.contentHash).toBe(second?.contentHash)
  expect(first?.sha256).not.toBe(second?.sha256)
  expect(first?.contentHash).not.toBe(third?.contentHash)
})

it('compares bytes and shows them as UTF-8', () => {
  const [before, after] = [Buffer.from('a\xff\n', 'latin1'), Buffer.from('a\xfe\n', 'latin1')]
  expect(runTask({ kind: 'diff', before, after, names: { before: 'x', after: 'y' } })).toMatchObject({
    added: 1,
    removed: 1,
  })
})
