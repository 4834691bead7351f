import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Cambium ePMP radios: the configuration is one JSON document. */
export const cambiumEpmp = definePlatform({
  id: 'cambium_epmp',
  title: 'Cambium ePMP',
  family: 'cambium',
  aliases: ['cambiumepmp', 'epmp', 'cambium-epmp'],
  tier: 2,
  prompt: { ends: ['>'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['config show json'], ['config show dump']] },
  complete: { minLines: 1 },
  configHostname: /"snmpSystemName": ?"([^"]+)"/,
  source: 'configuration: the Oxidized model cambiumepmp; session: the same',
})
