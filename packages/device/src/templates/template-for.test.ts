import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findPlatform } from '../registry.ts'
import { TEMPLATES } from './all.ts'
import { templateFor } from './template-for.ts'

const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const files = globSync('*.textfsm', { cwd: new URL('../../templates/', import.meta.url).pathname })
  .map((file) => file.replace(/\.textfsm$/, ''))
  .toSorted()
const listed = Object.entries(TEMPLATES).flatMap(([platform, commands]) =>
  Object.entries(commands).map(([command, file]) => ({ platform, command, file })),
)

describe.each(files)('the template %s', (file) => {
  const text = textOf(`../../templates/${file}.textfsm`)
  const command = /^# (.+)$/m.exec(text)?.[1] ?? ''

  it('makes records of what the command prints', () => {
    const [platform = ''] = file.split('-')
    const expected: unknown = JSON.parse(textOf(`./samples/${file}.json`))
    expect(templateFor(platform, command)?.parse(textOf(`./samples/${file}.txt`))).toEqual(expected)
  })

  it('makes the same of it with CRLF and blanks at the ends of lines', () => {
    const [platform = ''] = file.split('-')
    const padded = textOf(`./samples/${file}.txt`).replaceAll('\n', '   \r\n')
    const template = templateFor(platform, command)
    expect(template?.parse(padded)).toEqual(template?.parse(textOf(`./samples/${file}.txt`)))
  })

  it('says where its command is documented', () => {
    expect(text).toMatch(/^# \S.*\n# Source: .*https:\/\//)
  })

  it('is bounded on text that is none of its own', () => {
    const strange = [
      'a '.repeat(2000),
      '1'.repeat(4000),
      `${'Gi1/0/1, '.repeat(400)}!`,
      ' '.repeat(4000),
      '192.0.2.1 4 '.repeat(300),
    ]
    const template = templateFor(file.split('-')[0] ?? '', command)
    expect(template?.parse(strange.join('\n'), { effort: 50_000_000 }).length).toBeLessThan(10)
  })
})

describe('a template that platforms share', () => {
  it.each([
    [
      'arista_eos',
      'show interfaces status',
      `Port       Name           Status       Vlan     Duplex Speed  Type            Flags Encapsulation
Et1        to spine-1     connected    routed   full   25G    25GBASE-SR
Et3                       notconnect   10       auto   auto   Not Present
Ma1        oob            connected    routed   a-full a-1G   10/100/1000`,
      ['Et1 connected routed 25G', 'Et3 notconnect 10 auto', 'Ma1 connected routed a-1G'],
    ],
    [
      'cisco_nxos',
      'show ip bgp summary',
      `BGP summary information for VRF default, address family IPv4 Unicast
BGP router identifier 192.0.2.1, local AS number 65001
BGP table version is 15, IPv4 Unicast config peers 2, capable peers 1

Neighbor        V    AS    MsgRcvd    MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
198.51.100.2    4 65002       1234       1230       15    0    0     1d02h 12
198.51.100.6    4 65003          0          0        0    0    0     5w2d Idle`,
      ['198.51.100.2 65002 12', '198.51.100.6 65003 Idle'],
    ],
    [
      'frr',
      'show bgp summary',
      `IPv4 Unicast Summary (VRF default):
BGP router identifier 192.0.2.1, local AS number 65001 vrf-id 0
BGP table version 0

Neighbor        V         AS   MsgRcvd   MsgSent   TblVer  InQ OutQ  Up/Down State/PfxRcd   PfxSnt Desc
198.51.100.2    4      65002         3         3        0    0    0 00:00:13            7        0 N/A
198.51.100.6    4      65003         0         0        0    0    0    never Idle (Admin)        0 to isp
198.51.100.10   4      65004         0         0        0    0    0    never      Connect        0 N/A

Total number of neighbors 3`,
      ['198.51.100.2 65002 7', '198.51.100.6 65003 Idle', '198.51.100.10 65004 Connect'],
    ],
    [
      'fortinet',
      'get router info ospf neighbor',
      `OSPF process 0, VRF 0:
Neighbor ID     Pri   State           Dead Time   Address         Interface
192.0.2.2         1   Full/DR         00:00:35    198.51.100.2    port1(tunnel-id:10.0.0.1)`,
      ['192.0.2.2 Full/DR port1(tunnel-id:10.0.0.1)'],
    ],
    [
      'cisco_nxos',
      'show inventory',
      `NAME: "Chassis",  DESCR: "Nexus9000 C93180YC-FX Chassis"
PID: N9K-C93180YC-FX     ,  VID: V03 ,  SN: FDO25010ABC`,
      ['Chassis N9K-C93180YC-FX FDO25010ABC'],
    ],
  ])('reads %s "%s"', (platform, command, output, expected) => {
    const wanted = [
      'name',
      'pid',
      'serial',
      'neighbor',
      'neighbor_id',
      'as',
      'interface',
      'status',
      'state',
      'vlan',
      'prefixes',
      'speed',
    ]
    const records = templateFor(platform, command)?.parse(output) ?? []
    const seen = records.map((record) =>
      wanted
        .map((name) => record[name] ?? '')
        .filter(Boolean)
        .map(String)
        .toSorted(),
    )
    expect(seen).toEqual(expected.map((line) => line.split(' ').toSorted()))
  })
})

describe('the list of templates', () => {
  it('names platforms that there are, and files that there are, each at least once', () => {
    expect(Object.keys(TEMPLATES).filter((id) => findPlatform(id)?.id !== id)).toEqual([])
    expect(listed.filter(({ file }) => !files.includes(file))).toEqual([])
    expect(files.filter((file) => !listed.some((entry) => entry.file === file))).toEqual([])
    expect(files.filter((file) => !existsSync(new URL(`./samples/${file}.txt`, import.meta.url)))).toEqual([])
  })

  it('is found by command, abbreviation and alias', () => {
    const version = templateFor('cisco_ios', 'show version')
    expect(version?.header).toEqual(['hostname', 'version', 'model', 'serial', 'uptime'])
    expect(templateFor('ios', '  sh   ver ')).toBe(version)
    expect(templateFor('cisco_ios', 'sh ip int br')).toBe(templateFor('cisco_xe', 'show ip interface brief'))
    expect(templateFor('juniper_junos', 'show version | no-more')).toBe(templateFor('junos', 'show version'))
  })

  it('gives nothing for what is unknown or could mean two things', () => {
    expect(templateFor('cisco_ios', 'show clock')).toBeUndefined()
    expect(templateFor('cisco_ios', 's v')).toBeUndefined()
    expect(templateFor('fortinet', 'get sys')).toBeUndefined()
    expect(templateFor('no_platform', 'show version')).toBeUndefined()
    expect(templateFor('cisco_ios', 'show version | include uptime')).toBeUndefined()
    expect(templateFor('__proto__', 'constructor')).toBeUndefined()
  })
})
