import { definePlatform } from '../../platform.ts'
import { contentSecurity, contentSecurityPager } from '../shapes/content-security.ts'

/** Cisco Content Security Management: asks whether to mask passwords; masked ones cannot be loaded again. */
export const ciscoSma = definePlatform({
  id: 'cisco_sma',
  title: 'Cisco Security Management (SMA)',
  aliases: ['ciscosma', 'cisco-sma'],
  ...contentSecurity,
  pager: [contentSecurityPager, { mark: /loadconfig command\. \[Y\]> ?$/, key: 'n\n' }],
  detect: [{ banner: /^AsyncOS [\d.]+ for Cisco M\d/m, score: 95 }],
  source: 'configuration: the Oxidized model ciscosma; session: the same',
})
