import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Radware Alteon: menus instead of commands; the question for private keys is answered with no. */
export const radwareAlteon = definePlatform({
  id: 'radware_alteon',
  title: 'Radware Alteon',
  family: 'radware',
  aliases: ['alteonos', 'alteon', 'radware-alteon'],
  tier: 2,
  prompt: { ends: ['#', '>'] },
  pager: [
    { mark: /Display private keys\? ?\[y\/n\]: ?$/, key: 'n\n' },
    { mark: /Confirm Sync to Peer ?\[y\/n\]: ?$/, key: 'n\n' },
    { mark: / {0,8}Press q to quit, any other key to continue[^\n]*$/i, key: ' ' },
  ],
  rejects: [...anyRefusal, /^Error: /],
  artifacts: { 'running-config': [['cfg/dump'], ['/cfg/dump']] },
  complete: { minLines: 5 },
  configHostname: /^[ \t]+hprompt ena?\s+sysname "?([^\s"]+)/m,
  leave: ['exit', 'n'],
  detect: [
    { prompt: /^>> (?:[\w .-]+ - )?[A-Z][\w /-]*# ?$/, score: 90 },
    { sysObjectId: '1.3.6.1.4.1.1872', score: 90 },
  ],
  source: 'configuration: the Oxidized model alteonos; session: the same',
})
