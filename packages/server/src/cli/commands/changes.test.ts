import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestTerminal, type TestTerminal } from '../testing/terminal.ts'

let terminal: TestTerminal
beforeAll(async () => (terminal = await openTestTerminal()))
afterAll(() => terminal[Symbol.asyncDispose]())

describe('set', () => {
  it('changes what is named of a device, and nothing else', async () => {
    await terminal.addDevice('old-name')
    const line = 'device set old-name --hostname new-name --algorithms legacy --tag edge --enabled no'
    expect(await terminal.run(line)).toMatchObject({ code: 0, out: '', err: 'changed new-name\n' })
    expect(await terminal.json('device show new-name')).toMatchObject({
      hostname: 'new-name',
      algorithms: 'legacy',
      tags: ['edge'],
      enabled: false,
      address: '192.0.2.1',
      platform: 'frr',
    })
  })

  it('replaces the password of a credential, never from the arguments', async () => {
    const environment = { NETRAVEN_CREDENTIAL_PASSWORD: 'first' }
    await terminal.run('credential add backup --username u', { environment })
    const stdin = 'canary\n'
    expect((await terminal.run('credential set backup --password-stdin --priority 7', { stdin })).code).toBe(0)
    expect((await terminal.run('credential set backup --new-password', { environment })).code).toBe(0)
    const { out } = await terminal.run('credential list')
    expect(out).toMatch(/backup {2,}u {2,}– {2,}7 /)
    const changes = (await terminal.json('audit list')).items.filter(
      ({ action }: { action: string }) => action === 'credential.update',
    )
    expect(changes).toHaveLength(2)
    expect(JSON.stringify(changes)).not.toContain('canary')
  })

  it('changes when a job runs and for which devices', async () => {
    const id = await terminal.addDevice('jobbed')
    await terminal.run('job add nightly --all --every 6h')
    expect((await terminal.run('job set nightly --device jobbed --enabled no --every 1d')).code).toBe(0)
    expect(await terminal.json('job show nightly')).toMatchObject({
      all_devices: false,
      device_ids: [id],
      enabled: false,
      schedule: { kind: 'interval', every_s: 86_400 },
    })
    await terminal.run(['job', 'set', 'nightly', '--cron', '0 2 * * *', '--time-zone', 'Europe/Berlin'])
    await terminal.run(['job', 'set', 'nightly', '--cron', '30 1 * * *'])
    expect((await terminal.json('job show nightly')).schedule, 'keeps its time zone').toEqual({
      kind: 'cron',
      expression: '30 1 * * *',
      time_zone: 'Europe/Berlin',
    })
    expect((await terminal.run('job set nightly --manual')).code).toBe(0)
    expect((await terminal.json('job show nightly')).schedule).toEqual({ kind: 'manual' })
  })

  it.each(['device set jobbed', 'credential set backup', 'job set nightly'])('wants to know what: %s', async (line) => {
    expect(await terminal.run(line)).toMatchObject({ code: 2, err: expect.stringContaining('Nothing to change') })
  })
})
