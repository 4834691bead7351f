import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Nokia (Alcatel) ISAM access nodes: flat listing of the configuration; alarms are kept out of the session. */
export const nokiaIsam = definePlatform({
  id: 'nokia_isam',
  title: 'Nokia ISAM',
  family: 'nokia',
  aliases: ['isam', 'alcatel_isam', 'alcatel-isam', 'nokia-isam'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  inShell: { asksUser: /login:\s*$/i, asksPassword: /password:\s*$/i },
  prompt: { ends: ['#', '$', '>'], modes: [/>[\w>:-]*/] },
  prepare: ['environment inhibit-alarms print no-more', 'environment mode batch'],
  rejects: [...anyRefusal, /^(?:invalid token|command is not complete)/i],
  artifacts: { 'running-config': [['info configure flat'], ['info configure']] },
  complete: { minLines: 3 },
  configHostname: /^configure system (?:.* )?name "?([^\s"]+)/m,
  facts: [{ command: 'show software-mngt oswp detail', version: /^[ \t]*name : (\S+)/m }],
  detect: [
    { prompt: /^[\w.-]+:[\w.-]+>#$/, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.637.61', score: 90 },
  ],
  leave: ['logout'],
  timing: { idleMs: 120_000 },
  source: 'configuration: the Oxidized model isam; session: the same',
})
