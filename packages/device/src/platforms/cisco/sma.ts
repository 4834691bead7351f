import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Cisco Content Security Management: asks whether to mask passwords; masked ones cannot be loaded again. */
export const ciscoSma = definePlatform({
  id: 'cisco_sma',
  title: 'Cisco Security Management (SMA)',
  family: 'cisco',
  aliases: ['ciscosma', 'cisco-sma'],
  tier: 2,
  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^Unknown command or missing feature key/],
  artifacts: { 'running-config': [['showconfig']] },
  complete: { usualEnd: /^<\/config>$/, minLines: 5 },
  configHostname: /^[ \t]*<hostname>([^<]+)<\/hostname>/m,
  pager: [
    { mark: / {0,8}-Press Any Key For More-+[^\n]*$/i, key: ' ' },
    { mark: /loadconfig command\. \[Y\]> ?$/, key: 'n\n' },
  ],

  facts: [
    {
      command: 'version',
      serial: /^Serial #: (\S+)/m,
      model: /^Model: (\S+)/m,
      version: /^Version: (\S+)/m,
    },
  ],
  detect: [{ banner: /^AsyncOS [\d.]+ for Cisco M\d/m, score: 95 }],
  source: 'configuration: the Oxidized model ciscosma; session: the same',
})
