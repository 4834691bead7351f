import type { PlatformDefinition } from '../../platform.ts'

/** The words with which command lines of Cisco's kind refuse. */
const ciscoRejects = [
  /^\s*% ?(Invalid|Incomplete|Ambiguous|Unrecognized|Unknown|Bad|Wrong) /i,
  /^% ?(Permission denied|Access denied|Authorization failed)/i,
  /^Command authorization failed/i,
] as const

/** What most command lines that follow Cisco's have in common. Spread it, then say what is different.
 *  Two equal reads prove: whether a sister system prints an end mark is for its own file to say. */
export const ciscoLike = {
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+\)/] },
  prepare: ['terminal length 0'],
  enable: { command: 'enable', asks: /(password|secret)[^\n]*:\s*$/i, ready: '#' },
  rejects: ciscoRejects,
  artifacts: { 'running-config': [['show running-config']], 'startup-config': [['show startup-config']] },
  complete: { minLines: 3 },
  configHostname: /^hostname "?([^\s"]+)/m,
  leave: ['exit'],
} as const satisfies Partial<PlatformDefinition>
