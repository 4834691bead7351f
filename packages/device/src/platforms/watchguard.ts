import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** WatchGuard Fireware: the prompt tells of faults and of the cluster; a disclaimer may want a yes. */
export const watchguardFireware = definePlatform({
  id: 'watchguard_fireware',
  title: 'WatchGuard Fireware',
  family: 'watchguard',
  aliases: ['firewareos', 'fireware', 'watchguard'],
  tier: 2,
  prompt: { ends: ['#', '>'], modes: [/\([\w./-]+\)/], varies: [/^\[\w+\]/, /<(?:non-)?master>/] },
  loginAnswers: [{ asks: /Logon Disclaimer[^\n]{0,60}\(yes or no\)\? *$/i, type: 'yes' }],
  rejects: [...anyRefusal, /^-+\^+[^\n]{0,60}$/],
  artifacts: { 'running-config': [['export config to console']] },
  complete: { minLines: 3 },
  facts: [
    {
      command: 'show sysinfo',
      hostname: /^[ \t]*system name\s*: *(\S+)/im,
      model: /^[ \t]*(?:system )?model\s*: *(\S+)/im,
      serial: /^[ \t]*serial number\s*: *(\S+)/im,
      version: /^[ \t]*(?:software |system )?version\s*: *(\S+)/im,
    },
  ],
  detect: [
    { banner: /WatchGuard Fireware/i, score: 90 },
    { prompt: /^WG(?:\([^)]*\))?[#>] ?$/, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.3097', score: 95 },
  ],
  source:
    'configuration: vendor command line reference, also the Oxidized model firewareos; session: Netmiko 4.6.0, login the Oxidized model',
})
