import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Prisma SD-WAN ION (CloudGenix): configured by its controller; the device shows what it was given. The line is repainted as one types. */
export const cloudgenixIon = definePlatform({
  id: 'cloudgenix_ion',
  title: 'Palo Alto Prisma SD-WAN ION',
  family: 'cloudgenix',
  aliases: ['cloudgenix', 'prisma-sdwan-ion'],
  tier: 2,
  prompt: { ends: ['#', '>'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['dump config network', 'dump config security'], ['dump config network']] },
  complete: { minLines: 3 },
  source: 'configuration: vendor reference of the ION device command line; session: Netmiko 4.6.0',
})
