import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Cisco Email and Web Security: asks how to show passphrases; plain ones make a file that can be loaded again. */
export const ciscoAsyncos = definePlatform({
  id: 'cisco_asyncos',
  title: 'Cisco AsyncOS (ESA, WSA)',
  family: 'cisco',
  aliases: ['asyncos', 'esa', 'ironport', 'cisco-asyncos'],
  tier: 2,
  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^Unknown command or missing feature key/],
  artifacts: { 'running-config': [['showconfig']] },
  complete: { usualEnd: /^<\/config>$/, minLines: 5 },
  configHostname: /^[ \t]*<hostname>([^<]+)<\/hostname>/m,
  pager: [
    { mark: / {0,8}-Press Any Key For More-+[^\n]*$/i, key: ' ' },
    { mark: /^\[\d\]> ?$/, key: '3\n' },
  ],

  facts: [
    {
      command: 'version',
      serial: /^Serial #: (\S+)/m,
      model: /^Model: (\S+)/m,
      version: /^Version: (\S+)/m,
    },
  ],
  detect: [
    { banner: /^AsyncOS [\d.]+ for Cisco [CSX]\d/m, score: 95 },
    { prompt: /^\([\w.-]+\)> ?$/, score: 20 },
  ],
  source: 'configuration: the Oxidized model asyncos; session: the same',
})
