import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** AudioCodes MediaPack and Mediant 1000 up to 6.6 with the old shell: commands are paths, the configuration is an INI file. */
export const audiocodeShell = definePlatform({
  id: 'audiocode_shell',
  title: 'AudioCodes MediaPack (shell)',
  family: 'audiocodes',
  aliases: ['audiocodesmp', 'audiocodes-mediapack'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  newline: '\r',
  prompt: { ends: ['>'], modes: [/[\w/]+/] },
  rejects: [...anyRefusal, /^Unknown command/i],
  artifacts: { 'running-config': [['/conf/cf get'], ['cf get']] },
  complete: { minLines: 3 },
  source: 'configuration: vendor manual, also the Oxidized model audiocodesmp; session: Netmiko 4.6.0',
})
