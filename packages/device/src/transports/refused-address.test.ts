import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { refusalOf } from './refused-address.ts'

const database = { host: 'localhost', port: 5432 }

describe('refusalOf', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '0.0.0.0',
    '0.1.2.3',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    'fe80::1',
    'fe80::1%lo',
    'ff02::1',
    'fd00:ec2::254',
  ])('refuses %s on any port', async (address) => {
    expect(await refusalOf(address, 22, [])).toContain('link-local')
  })

  it.each(['192.0.2.1', '127.0.0.1', '::1', '10.0.0.1', '2001:db8::1', '100.64.0.1'])('lets %s be', async (address) => {
    expect(await refusalOf(address, 22, [database])).toBeUndefined()
  })

  it.each(['127.0.0.1', '127.0.0.9', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])(
    'knows what is its own by name also as %s',
    async (address) => {
      expect(await refusalOf(address, 5432, [database])).toContain('NetRaven itself')
      expect(await refusalOf(address, 5433, [database])).toBeUndefined()
    },
  )

  it('knows what listens on every address of this machine by each of them', async () => {
    const [outer] = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ internal }) => !internal))
    const address = outer?.address ?? '127.0.0.1'
    for (const host of ['0.0.0.0', '::', '127.0.0.1']) {
      expect([host, await refusalOf(address, 8480, [{ host, port: 8480 }])]).toEqual([
        host,
        expect.stringContaining('NetRaven itself'),
      ])
    }
  })

  it('takes another machine for its own under its address alone', async () => {
    const away = { host: '192.0.2.10', port: 5432 }
    expect(await refusalOf('::ffff:192.0.2.10', 5432, [away])).toContain('NetRaven itself')
    expect(await refusalOf('192.0.2.11', 5432, [away])).toBeUndefined()
    expect(await refusalOf('127.0.0.1', 5432, [away])).toBeUndefined()
  })

  it('goes on where the name of its own has no address', async () => {
    expect(await refusalOf('192.0.2.1', 5432, [{ host: 'no-such-host.invalid', port: 5432 }])).toBeUndefined()
  })
})
