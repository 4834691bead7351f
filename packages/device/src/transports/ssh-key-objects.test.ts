import { once } from 'node:events'
import { expect, it } from 'vitest'
import { fakeDevice } from '../testing/fake-device/fake-device.ts'
import { exec, logIn } from '../testing/fake-device/plain-client.ts'
import { keepKeysAsObjects } from './ssh-key-objects.ts'

const login = { username: 'backup', password: 'right' }

/** Logs in with one cipher; tells whether the keys were taken, and what the device answers after that. */
async function visitWith(cipher: 'aes128-gcm@openssh.com' | 'aes128-ctr') {
  await using device = await fakeDevice({ platform: 'frr', hostname: 'r1', ...login, config: 'hostname r1\nend\n' })
  const client = await logIn(device, { algorithms: { cipher: [cipher] } })
  const isTaken = keepKeysAsObjects(client)
  const { output } = await exec(client, 'show running-config')
  const closed = once(client, 'close')
  client.end()
  await closed
  return { isTaken, output }
}

const text = expect.stringContaining('hostname r1') as string

it('takes the keys of AES-GCM from the ssh2 that is installed, and the visit goes on', async () => {
  expect(await visitWith('aes128-gcm@openssh.com')).toMatchObject({ isTaken: true, output: text })
})

it('leaves a cipher alone that is made once', async () => {
  expect(await visitWith('aes128-ctr')).toMatchObject({ isTaken: false, output: text })
})
