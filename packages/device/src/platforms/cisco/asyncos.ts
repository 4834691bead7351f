import { definePlatform } from '../../platform.ts'
import { contentSecurity, contentSecurityPager } from '../shapes/content-security.ts'

/** Cisco Email and Web Security: asks how to show passphrases; plain ones make a file that can be loaded again. */
export const ciscoAsyncos = definePlatform({
  id: 'cisco_asyncos',
  title: 'Cisco AsyncOS (ESA, WSA)',
  aliases: ['asyncos', 'esa', 'ironport', 'cisco-asyncos'],
  ...contentSecurity,
  pager: [contentSecurityPager, { mark: /^\[\d\]> ?$/, key: '3\n' }],
  detect: [
    { banner: /^AsyncOS [\d.]+ for Cisco [CSX]\d/m, score: 95 },
    { prompt: /^\([\w.-]+\)> ?$/, score: 20 },
  ],
  source: 'configuration: the Oxidized model asyncos; session: the same',
})
