import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Enterasys 800 series: D-Link's old command line; paging off is a line of the configuration there, so the pager is answered. */
export const enterasys800 = definePlatform({
  id: 'enterasys_800',
  title: 'Enterasys 800',
  family: 'extreme',
  aliases: ['enterasys800', 'enterasys-800'],
  tier: 2,
  transports: ['telnet'],
  inShell: { asksUser: /UserName:\s*$/i, asksPassword: /PassWord:\s*$/i },
  prompt: { ends: ['#', '>'] },
  pager: [{ mark: / {0,8}CTRL\+C[^\n]{0,40}\bq Quit\b[^\n]{0,90}$/i, key: ' ' }],
  rejects: [...anyRefusal, /^Available commands:/, /^Next possible completions:/],
  artifacts: { 'running-config': [['show config effective']] },
  complete: { minLines: 3 },
  leave: ['logout'],
  source: 'configuration: the Oxidized model enterasys800; session: the same',
})
