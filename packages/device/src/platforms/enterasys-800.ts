import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Enterasys 800 series: D-Link's old command line. */
export const enterasys800 = definePlatform({
  id: 'enterasys_800',
  title: 'Enterasys 800',
  family: 'extreme',
  aliases: ['enterasys800', 'enterasys-800'],
  tier: 2,
  transports: ['telnet'],

  inShell: { asksUser: /UserName:\s*$/i, asksPassword: /PassWord:\s*$/i },
  prompt: { ends: ['#', '>'] },
  prepare: ['disable clipaging'],
  rejects: [...anyRefusal, /^Available commands:/, /^Next possible completions:/],
  artifacts: { 'running-config': [['show config effective']] },
  complete: { minLines: 3 },
  leave: ['logout'],
  source: 'configuration: the Oxidized model enterasys800; session: the same',
})
