import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'
import { ciscoLike } from './cisco-like.ts'

/** What the systems of Foundry's kind have in common: `SSH@name#`, paging skipped in the privileged mode, `end` at the end. */
export const fastironLike = {
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  inShell: { asksUser: /(?:Login Name|Username|User Name|login)\s*:\s*$/i, asksPassword: /Password\s*:\s*$/i },
  prepare: ['skip-page-display', 'terminal length 0'],
  enable: { command: 'enable', asksUser: /(?:User ?name|Login Name):\s*$/i, asks: /Password[^\n]*:\s*$/i, ready: '#' },
  pager: [{ mark: / {0,8}--More--, next page: Space, next line: Return key, quit: Control-c\s*$/i, key: ' ' }],
  rejects: [...anyRefusal, /^Invalid input ->/, /^Error - /, /^Incomplete command/, /^Not authorized/],
  artifacts: {
    'running-config': [['show running-config']],
    'startup-config': [['show configuration'], ['show startup-config']],
  },
  complete: { usualEnd: /^end$/, minLines: 3 },
} as const satisfies Partial<PlatformDefinition>
