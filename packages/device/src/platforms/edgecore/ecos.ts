import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Edgecore ECS switches, also sold by FS as S3900. */
export const edgecoreEcos = definePlatform({
  id: 'edgecore_ecos',
  title: 'Edgecore ECS',
  family: 'edgecore',
  aliases: ['edgecos', 'edge-corenos', 'edgecore'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  pager: [
    { mark: / {0,8}--- \[Space\] Next page, \[Enter\] Next line, \[A\] All, Others to exit ---[^\n]{0,3}$/i, key: 'a' },
  ],
  complete: { usualEnd: /^end$/, minLines: 3 },

  facts: [
    {
      command: 'show system',
      hostname: /^[ \t]*System Name\s*: (\S+)/m,
      model: /^[ \t]*System Description\s*: (\S+)/m,
    },
    {
      command: 'show version',
      serial: /^[ \t]*Serial Number\s*: (\S+)/m,
      version: /^[ \t]*(?:Operation Code|Runtime) Version\s*: (\S+)/m,
    },
  ],
  detect: [
    {
      probe: 'show version',
      match: /^[ \t]*(?:Loader Version|Boot ROM Version)\s*:[^\n]*\n(?:[^\n]*\n){0,3}\s*Operation Code Version/m,
      score: 80,
    },
  ],
  source: 'configuration: the Oxidized model edgecos; session: the same',
})
