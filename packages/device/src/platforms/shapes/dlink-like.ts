import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'

/** D-Link's own command line: `clipaging` is a line of the configuration, so paging is answered. A prompt may name the rights. */
export const dlinkLike = {
  prompt: { ends: ['#', '>'], modes: [/:\w+/] },
  pager: [
    { mark: / {0,8}CTRL\+C[^\n]{0,40}\bq Quit\b[^\n]{0,90}$/i, key: ' ' },
    { mark: / {0,8}\bq Quit\b[^\n]{0,20}\bn Next Page\b[^\n]{0,60}$/i, key: ' ' },
  ],
  rejects: [...anyRefusal, /^(?:Next possible completions|Available commands|Ambiguous token):/i],
  complete: { minLines: 3 },
  configHostname: /^config snmp system_name "?([^\s"]+)/m,
  leave: ['logout'],
} as const satisfies Partial<PlatformDefinition>
