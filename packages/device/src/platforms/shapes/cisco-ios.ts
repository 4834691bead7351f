import type { PlatformDefinition } from '../../platform.ts'
import { ciscoLike } from './cisco-like.ts'

/** IOS and IOS XE: the end mark proves, the declared size contradicts. */
export const ciscoIosLike = {
  ...ciscoLike,
  prepare: ['terminal length 0', 'terminal width 511'],
  complete: {
    endMark: /^end$/,
    quotes: { from: /^banner \S+ (\^\S)/ },
    declaredSize: /^Current configuration : (\d+) bytes/m,
    minLines: 3,
  },
  facts: [
    {
      command: 'show version',
      hostname: /^(\S+) uptime is/m,
      serial: /^(?:System Serial Number\s*:|Processor board ID)\s+(\S+)/im,
      model: /^(?:Model Number\s*:\s*(?=\S)|[Cc]isco (?=\S+ \(.*processor))(\S+)/m,
      version: /(?:IOS.*Software.*|^Cisco .*)Version ([^\s,]+)/m,
    },
  ],
} as const satisfies Partial<PlatformDefinition>
