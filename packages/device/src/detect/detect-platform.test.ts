import { describe, expect, it } from 'vitest'
import type { DeviceError } from '../errors.ts'
import { definePlatform, type DetectRule, type Platform } from '../platform.ts'
import { PLATFORMS } from '../registry.ts'
import { fakeDevice } from '../testing/fake-device/fake-device.ts'
import { connect } from '../transports/connect.ts'
import { pinned } from '../transports/host-keys.ts'
import { snmpAgent } from '../transports/snmp/testing/snmp-agent.ts'
import { detectOn, detectPlatform } from './detect-platform.ts'
import { observe } from './observation.ts'
import { judge } from './verdict.ts'
import { scriptedDevice, type Script } from './testing/scripted-device.ts'

const kind = (id: string, detect: readonly DetectRule[], equals: readonly string[] = []): Platform =>
  definePlatform({
    id,
    title: id,
    family: 'test',
    tier: 2,
    prompt: { ends: ['>', '#'] },
    rejects: [],
    artifacts: {},
    complete: {},
    detect,
    equals,
    source: 'test',
  })

const asked: Script = {
  prompt: 'sw1#',
  answers: { 'show version': 'Red Switch\nversion 1' },
  refusal: "% Unknown '{}'",
}
const detect = (script: Script, platforms: readonly Platform[]) => {
  const device = scriptedDevice(script)
  return { ...device, found: detectOn({ transport: device.transport, platforms }) }
}

describe('a platform wins', () => {
  const red = kind('red', [{ probe: 'show version', match: /^Red Switch/m, score: 95 }])
  const blue = kind('blue', [{ probe: 'show version', match: /^Blue Switch/m, score: 95 }])

  it('by its answer to a probe, and the finding says which words counted', async () => {
    const found = await detect(asked, [red, blue]).found
    expect(found).toMatchObject({ platform: { id: 'red' }, score: 95, candidates: [{ platform: 'red', score: 95 }] })
    expect(found.evidence).toEqual([
      { kind: 'probe', probe: 'show version', said: 'Red Switch', speaksFor: { red: 95 } },
    ])
  })

  it('by what it shows by itself, without being asked anything', async () => {
    const shown = kind('green', [
      { ident: /Green_SSH/, score: 40 },
      { banner: /^Welcome to Green/m, score: 30 },
      { prompt: /^sw1#$/, score: 20 },
    ])
    const { found, typed } = detect({ ...asked, ident: 'SSH-2.0-Green_SSH', greeting: 'Welcome to Green OS\r\n\r\n' }, [
      red,
      shown,
    ])
    expect(await found).toMatchObject({ platform: { id: 'green' }, score: 90 })
    expect(typed).toEqual([])
  })

  it('by the wording of a refusal, which counts once', async () => {
    const shown = kind('green', [{ refusal: /^% Unknown 'show version'$/m, score: 90 }])
    const { found } = detect({ prompt: 'sw1#', refusal: "% Unknown '{}'" }, [red, shown])
    expect(await found).toMatchObject({
      platform: { id: 'green' },
      score: 90,
      evidence: [{ kind: 'refusal', probe: 'show version' }],
    })
  })

  it('although a declared equal has as many points', async () => {
    const twins = [kind('red', red.detect, ['pink']), kind('pink', red.detect, ['red'])]
    expect(await detect(asked, twins).found).toMatchObject({ platform: { id: 'red' } })
  })
})

describe('no platform wins', () => {
  it('with 89 points, and the error names candidates, evidence and the way out', async () => {
    const near = kind('near', [{ probe: 'show version', match: /^Red/m, score: 89 }])
    const error = (await detect(asked, [near]).found.catch((reason: unknown) => reason)) as DeviceError
    expect(error).toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('near 89'),
      details: {
        phase: 'detect',
        hint: expect.stringContaining('"near"'),
        finding: { candidates: [{ platform: 'near', score: 89 }], evidence: [{ said: 'Red' }] },
      },
    })
  })

  it('with a lead below 20', async () => {
    const two = [kind('one', [{ prompt: /^sw1#$/, score: 110 }]), kind('two', [{ prompt: /^sw1/, score: 91 }])]
    await expect(detect(asked, two).found).rejects.toMatchObject({ message: expect.stringMatching(/one 110, two 91/) })
  })

  it('by words that stand deep inside a long answer and look like a refusal', async () => {
    const shy = kind('shy', [
      { refusal: /^% Unknown/m, score: 95 },
      { probe: 'show version', match: /^never$/, score: 95 },
    ])
    const long = `${'a line of text\n'.repeat(20)}% Unknown command\n`
    await expect(detect({ prompt: 'sw1#', answers: { 'show version': long } }, [shy]).found).rejects.toMatchObject({
      kind: 'unsupported',
    })
  })
})

it('no evidence quotes a password that a device echoes at the login', async () => {
  const credential = { username: 'u', password: () => 'echoed-Password1' }
  await using there = await fakeDevice({
    platform: 'cisco_ios',
    hostname: 'sw1',
    username: 'u',
    password: 'echoed-Password1',
    config: '!\nend\n',
    transport: 'telnet',
    faults: [{ kind: 'echoes-password' }],
  })
  const reach = { host: there.address, port: there.port, transport: 'telnet' as const, credential, hostKey: pinned([]) }
  const transport = await connect(reach)
  const nosy = kind('nosy', [{ banner: /echoed-Password1/, score: 95 }])
  await expect(detectOn({ transport, credential, platforms: [nosy] })).rejects.toMatchObject({ kind: 'unsupported' })
  await transport.close()
})

describe('what SNMP says', () => {
  const arista = observe('sysObjectId', '1.3.6.1.4.1.30065.1.3011')
  const vendor = kind('vendor', [{ sysObjectId: '1.3.6.1.4.1.30065', score: 95 }])

  it('counts like other evidence, and the number of a product before that of its vendor', async () => {
    const product = kind('product', [{ sysObjectId: '1.3.6.1.4.1.30065.1.3011', score: 90 }])
    const similar = kind('similar', [{ sysObjectId: '1.3.6.1.4.1.30065.1.301', score: 95 }])
    expect(judge([arista], [vendor, product, similar])).toMatchObject({
      winner: { id: 'product' },
      candidates: [{ platform: 'product', score: 90 }],
    })
  })

  it('tells real systems apart', () => {
    const winner = (oid: string, text: string) =>
      judge([observe('sysObjectId', oid), observe('sysDescr', text)], PLATFORMS).winner?.id
    expect(winner('1.3.6.1.4.1.30065.1.3011.7050', 'Arista Networks EOS version 4.29.2F running on a')).toBe(
      'arista_eos',
    )
    expect(winner('1.3.6.1.4.1.14988.1', 'RouterOS RB5009UPr+S+')).toBe('mikrotik_routeros')
    expect(winner('1.3.6.1.4.1.9.1.2494', 'Cisco IOS Software [Cupertino], Catalyst L3 Switch')).toBe('cisco_xe')
    expect(winner('1.3.6.1.4.1.9.1.516', 'Cisco IOS Software, C3750 Software (C3750-IPSERVICESK9-M)')).toBe('cisco_ios')
    expect(winner('1.3.6.1.4.1.9.12.3.1.3.1812', 'Cisco NX-OS(tm) n9000, Software (n9000-dk9)')).toBe('cisco_nxos')
    expect(winner('1.3.6.1.4.1.2636.1.1.1.2.133', 'Juniper Networks, Inc. srx300 internet router, kernel JUNOS')).toBe(
      'juniper_junos',
    )
    expect(winner('1.3.6.1.4.1.8072.3.2.10', 'Linux box 6.1.0-18-amd64')).toBeUndefined()
  })

  it('needs no login where it decides', async () => {
    await using there = await snmpAgent('1.3.6.1.4.1.14988.1')
    const snmp = { community: () => 'c', port: there.port, timeoutMs: 1000 }
    const found = await detectPlatform({
      host: '127.0.0.1',
      port: 1,
      credential: { username: 'u' },
      hostKey: pinned([]),
      snmp,
    })
    expect(found).toMatchObject({ platform: { id: 'mikrotik_routeros' }, evidence: [{ kind: 'sysObjectId' }] })
  })
})

describe('probes', () => {
  const knows = (id: string, probe: string, ...more: readonly DetectRule[]) =>
    kind(id, [{ probe, match: new RegExp(`^${id}$`, 'm'), score: 95 }, ...more])

  it('are asked where the candidates that lead can be told apart, before the general ones', async () => {
    const lead = knows('lead', 'show chassis', { prompt: /^sw1#$/, score: 40 })
    const others = ['a', 'b', 'c'].map((id) => knows(id, 'show version'))
    const { found, typed } = detect({ prompt: 'sw1#', answers: { 'show chassis': 'lead' } }, [...others, lead])
    expect(await found).toMatchObject({ platform: { id: 'lead' } })
    expect(typed).toEqual(['show chassis'])
  })

  it('of a platform without any evidence are never typed, unless they are general', async () => {
    const { found, typed } = detect({ prompt: 'sw1#', refusal: '% no' }, [knows('odd', 'show oddities')])
    await expect(found).rejects.toMatchObject({ kind: 'unsupported' })
    expect(typed).toEqual([])
  })

  it('are at most five', async () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) =>
      knows(id, `show ${id}`, { prompt: /^sw1#$/, score: 10 }),
    )
    const { found, typed } = detect({ prompt: 'sw1#', refusal: '% no' }, many)
    await expect(found).rejects.toMatchObject({ kind: 'unsupported' })
    expect(typed).toHaveLength(5)
  })
})

describe('the platforms of this package', () => {
  const rules = PLATFORMS.flatMap(({ id, detect: own }) => own.map((rule) => ({ id, rule })))

  it('probe with commands that only read', () => {
    const reads =
      /^((?:tmsh -q )?show|chassisShow$|display|get|uname|cat \/etc\/|software show|version$|about$|opnsense-version$|\/system resource print$)/
    const others = rules.filter(({ rule }) => 'probe' in rule && !reads.test(rule.probe))
    expect(others.map(({ id }) => id)).toEqual([])
  })

  it('declare equals both ways, and only ids that exist', () => {
    const equalsOf = new Map(PLATFORMS.map(({ id, equals }) => [id, equals]))
    const lonely = PLATFORMS.flatMap(({ id, equals }) => equals.filter((other) => !equalsOf.get(other)?.includes(id)))
    expect(lonely).toEqual([])
  })
})
