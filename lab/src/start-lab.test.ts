import { expect, it } from 'vitest'
import { startLab } from './start-lab.ts'

it('starts a device of each platform with a realistic configuration', async () => {
  await using lab = await startLab()
  expect(lab.devices.map(({ platform }) => platform).toSorted()).toEqual([
    'cisco_ios',
    'frr',
    'juniper_junos',
    'linux',
    'mikrotik_routeros',
  ])
  for (const { config } of lab.devices) {
    const lines = config.split('\n').length
    expect(lines).toBeGreaterThanOrEqual(120)
    expect(lines).toBeLessThanOrEqual(400)
    expect(config).not.toMatch(/undefined|NaN|\[object/)
  }
})

it('names every secret that it plants, in at least three forms on each platform', async () => {
  await using lab = await startLab()
  for (const { hostname, config } of lab.devices) {
    const planted = lab.secrets.filter((secret) => secret.hostname === hostname)
    expect(planted.length).toBeGreaterThanOrEqual(6)
    expect(planted.filter(({ value }) => !config.includes(value))).toEqual([])
  }
  const formsOf = (role: string) =>
    new Set(lab.secrets.filter(({ hostname }) => hostname.startsWith(role)).map(({ form }) => form))
  expect(formsOf('core-sw')).toContain('cisco-type-7')
  expect(formsOf('edge-mx')).toContain('junos-9')
  expect(formsOf('branch-gw')).toContain('base64-key')
  for (const role of ['core-sw', 'edge-mx', 'branch-gw', 'mon-host'])
    expect(formsOf(role).size).toBeGreaterThanOrEqual(3)
})

it('has other secrets and the same names in the next lab, and the same secrets from the same seed', async () => {
  await using first = await startLab()
  await using second = await startLab()
  await using again = await startLab({ secretSeed: first.secretSeed })
  const values = first.secrets.map(({ value }) => value)
  expect(second.secrets.filter(({ value }) => values.includes(value))).toEqual([])
  expect(second.devices.map(({ hostname }) => hostname)).toEqual(first.devices.map(({ hostname }) => hostname))
  expect(again.devices.map(({ config }) => config)).toEqual(first.devices.map(({ config }) => config))
  expect(again.credential).toEqual(first.credential)
})

it('lists its devices as a CSV text', async () => {
  await using lab = await startLab({ devices: 7 })
  const [header, first, ...rest] = lab.inventoryCsv().trimEnd().split('\n')
  expect(header).toBe('hostname,address,port,platform,tags')
  expect(first).toBe(`core-sw1,127.0.0.1,${lab.device('core-sw1').port},cisco_ios,lab;campus;switch`)
  expect(rest.at(-1)).toMatch(/^edge-mx2,/)
})

it('adds lines to a device and keeps the rest, on every platform, more than once', async () => {
  await using lab = await startLab()
  for (const { hostname } of lab.devices) {
    const device = lab.device(hostname)
    for (let edit = 1; edit <= 2; edit++) {
      const before = device.config
      const { added } = lab.change(hostname)
      expect(device.config.replace(`${added.join('\n')}\n`, '')).toBe(before)
      expect(before).not.toContain(added.at(-1))
    }
  }
})

it('names the devices it has when asked for another', async () => {
  await using lab = await startLab({ devices: 1 })
  expect(() => lab.change('nobody')).toThrow('only core-sw1')
})

it('comes back with its ports, host keys and changes, on other ports where those are taken', async () => {
  const first = await startLab()
  first.change('rr1')
  const { port, config, fingerprint, hostKeys } = first.device('rr1')
  const kept = {
    secretSeed: first.secretSeed,
    edits: first.edits,
    ports: { rr1: port, 'core-sw1': first.device('core-sw1').port },
    hostKeys: { rr1: hostKeys },
  }
  await first.close()
  await using second = await startLab(kept)
  await using third = await startLab(kept)
  expect(second.device('rr1')).toMatchObject({ port, config, fingerprint })
  expect(third.device('rr1')).toMatchObject({ config, fingerprint })
  expect(third.device('rr1').port).not.toBe(port)
})
