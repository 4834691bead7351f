import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** SmartByte switches: the login may already show the configuration, so a denied `enable` is no loss. */
export const smartbyte = definePlatform({
  id: 'smartbyte',
  title: 'SmartByte',
  family: 'smartbyte',
  aliases: ['smartbyte_os'],
  tier: 1,
  ...ciscoLike,
  complete: { minLines: 5 },
  facts: [
    {
      command: 'show version',
      version: /[Vv]ersion\s*:?\s+(\S+)/,
      serial: /[Ss]erial\s*(?:[Nn]o|[Nn]umber)[.\s]*:?\s+(\S+)/,
    },
  ],
  detect: [
    { probe: 'show version', match: /^[ \t]*Vendor oid: 56166|^SmartByte\b/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.56166', score: 95 },
  ],
  source: 'configuration: a recorded session of an STC-4168, the Oxidized model smartbyte; session: the same',
})
