import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** VMware NSX: the whole policy as one JSON document, which its hierarchical API also takes back. */
export const vmwareNsx = definePlatform({
  id: 'vmware_nsx',
  title: 'VMware NSX',
  family: 'vmware',
  aliases: ['nsxdfw', 'nsx-t', 'nsx'],
  tier: 2,
  transports: ['http'],
  prompt: { ends: ['>', '#'] },
  rejects: anyRefusal,
  artifacts: { 'running-config': [['GET /policy/api/v1/infra?filter=Type-']] },
  complete: { structure: 'json', starts: /"(?:resource_type|children)"\s*:/ },
  http: {
    api: {
      login: { by: 'basic' },
      accept: 'application/json',
      types: /^application\/json/,
      answers: [],
      message: /"error_message"\s*:\s*"([^"]+)/,
    },
  },
  source:
    'configuration: vendor API guide (hierarchical policy API), also the Oxidized model nsxdfw; session: the same',
})
