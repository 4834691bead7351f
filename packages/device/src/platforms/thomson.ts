import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Thomson SpeedTouch gateways: menus behind braces. */
export const thomsonSpeedtouch = definePlatform({
  id: 'thomson_speedtouch',
  title: 'Thomson SpeedTouch',
  family: 'thomson',
  aliases: ['speedtouch', 'thomson'],
  tier: 2,
  transports: ['telnet'],

  newline: '\r\n',
  inShell: { asksUser: /Username :\s*$/i, asksPassword: /Password :\s*$/i },
  prompt: { ends: ['>'] },
  rejects: [...anyRefusal, /^(?:Invalid|Unknown) /i],
  artifacts: { 'running-config': [[':config dump']] },
  complete: { minLines: 5 },
  detect: [{ prompt: /^\{[\w ]+\}=>$/, score: 95 }],
  source: 'configuration: the Oxidized model speedtouch; session: the same',
})
