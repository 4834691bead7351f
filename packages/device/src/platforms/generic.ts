import { definePlatform } from '../platform.ts'

/** A device of unknown kind: prompt and pager are learnt, the usual commands are tried in turn, two reads prove. */
export const generic = definePlatform({
  id: 'generic',
  title: 'Unknown device',
  family: 'generic',
  aliases: ['defacto'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['#', '>', '$', '%', ']', ':'] },
  enable: { command: 'enable', asks: /(password|secret)[^\n]*:\s*$/i, ready: '#' },
  rejects: [
    /^\s*\^\s*$/,
    /^\s*%? ?(invalid|unknown|incomplete|ambiguous|unrecognized|bad|wrong|illegal|syntax error|error)\b/i,
    /(not found|not recognized|unknown command)/i,
  ],
  artifacts: {
    'running-config': [
      ['show running-config'],
      ['display current-configuration'],
      ['show configuration'],
      ['show full-configuration'],
      ['/export'],
    ],
  },
  complete: { minLines: 3 },
  text: 'unknown',
  source: 'configuration: the commands most command lines know, tried in turn; session: learnt from the device',
})
