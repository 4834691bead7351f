import type { PlatformDefinition } from '../../platform.ts'
import { anyRefusal } from './any-refusal.ts'

/** The pager of Cisco's mail and web security appliances, also after paging was turned off. */
export const contentSecurityPager = { mark: / {0,8}-Press Any Key For More-+[^\n]*$/i, key: ' ' } as const

/** What Cisco's mail and web security appliances and their manager have in common: AsyncOS shows its configuration as XML. */
export const contentSecurity = {
  family: 'cisco',
  tier: 2,
  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^Unknown command or missing feature key/],
  artifacts: { 'running-config': [['showconfig']] },
  complete: { usualEnd: /^<\/config>$/, minLines: 5 },
  configHostname: /^[ \t]*<hostname>([^<]+)<\/hostname>/m,
  facts: [{ command: 'version', serial: /^Serial #: (\S+)/m, model: /^Model: (\S+)/m, version: /^Version: (\S+)/m }],
} as const satisfies Partial<PlatformDefinition>
