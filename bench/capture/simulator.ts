// A process full of devices. Prints where they are; ends with the signal.
import { createHash } from 'node:crypto'
import { fakeDevice } from '@netraven/device/testing'
import type { Cell, Fleet } from './cell.ts'
import { login } from './cell.ts'
import { delayed } from './delayed.ts'

const { platform, configBytes, concurrency, delayMs } = JSON.parse(process.argv[2] ?? '{}') as Cell
const config = (platform === 'cisco_ios' ? ciscoConfig : junosConfig)(configBytes)
const started = await Promise.all(
  Array.from({ length: Math.min(50, concurrency) }, async (_, at) => {
    const device = await fakeDevice({
      platform,
      hostname: `bench${at % 10}`,
      ...login,
      config,
      address: `127.0.0.${at + 2}`,
    })
    return { device, port: delayMs > 0 ? await delayed(device, delayMs) : device.port }
  }),
)
const answer = started[0]?.device.configAnswer() ?? Buffer.alloc(0)
const fleet: Fleet = {
  devices: started.map(({ device, port }) => ({ host: device.address, port })),
  sha256: createHash('sha256').update(answer).digest('hex'),
}
process.stdout.write(`${JSON.stringify(fleet)}\n`)

/** Interfaces until it is long enough: about 31 bytes a line, as real ones. */
function ciscoConfig(bytes: number): string {
  const ports: string[] = []
  for (let size = 0, at = 1; size < bytes; at++) {
    const port = `interface GigabitEthernet1/0/${at}\n description desk ${at} of the floor\n switchport access vlan ${at % 4000}\n switchport mode access\n spanning-tree portfast\n!\n`
    ports.push(port)
    size += port.length
  }
  return `version 17.9\n!\nhostname bench0\n!\n${ports.join('')}end\n`
}

function junosConfig(bytes: number): string {
  const ports: string[] = []
  for (let size = 0, at = 1; size < bytes; at++) {
    const port = `    ge-0/0/${at} {\n        description "desk ${at} of the floor";\n        mtu 9000;\n        unit 0 {\n            family inet;\n        }\n    }\n`
    ports.push(port)
    size += port.length
  }
  return `system {\n    host-name bench0;\n}\ninterfaces {\n${ports.join('')}}\n`
}
