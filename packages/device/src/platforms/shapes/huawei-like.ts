import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'

/** What Huawei's command lines have in common: `<name>` or `[name]` as prompt, `return` as end mark, a question about old passwords at login. */
export const huaweiLike = {
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['>', ']'], varies: [/^HRP_[MS]/, /(?<=^\[)[~*]/] },
  loginAnswers: [
    { asks: /(?:Change now\?|change the password|Please choose|modify the password)[^\n]*\[Y\/N\][^\n]*$/i, type: 'n' },
  ],
  prepare: ['screen-length 0 temporary'],
  pager: [{ mark: / {0,8}---- More ----\s*$/, key: ' ' }],
  rejects: [...anyRefusal, /^\s*Error: ?(?!$)/i],
  artifacts: {
    'running-config': [['display current-configuration all'], ['display current-configuration']],
    'startup-config': [['display saved-configuration']],
  },
  complete: { usualEnd: /^return$/, minLines: 3 },
  configHostname: /^[ \t]*sysname (\S+)/m,
  text: 'huawei_vrp',
  leave: ['quit'],
} as const satisfies Partial<PlatformDefinition>
