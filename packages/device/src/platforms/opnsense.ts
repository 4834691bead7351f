import { definePlatform } from '../platform.ts'

/** OPNsense: the configuration is one XML file. The console menu of the administrator is left for its shell. */
export const opnsense = definePlatform({
  id: 'opnsense',
  title: 'OPNsense',
  family: 'netgate',
  aliases: ['deciso-opnsense'],
  tier: 1,
  exec: true,
  prompt: { ends: ['#', '$', '%', '>'] },
  loginAnswers: [{ asks: /Enter an option:\s*$/, type: '8' }],
  rejects: [/: (?:Command )?not found\.?$/i, /^cat: .*(?:No such file|Permission denied)/],
  artifacts: { 'running-config': [['cat /conf/config.xml']] },
  complete: { structure: 'xml', minLines: 5 },
  configHostname: /<hostname>([^<]+)<\/hostname>/,
  facts: [{ command: 'opnsense-version', version: /^OPNsense (\S+)/m }],
  detect: [
    { banner: /\bOPNsense \d\d\.\d/, score: 95 },
    { prompt: /@OPNsense:/i, score: 50 },
    { refusal: /^show\b[^:\n]{0,40}: Command not found\.$/m, score: 45 },
    { probe: 'opnsense-version', match: /^OPNsense \d/m, score: 99 },
  ],
  source: 'configuration: vendor manual, a recorded session of 23.7; session: the same',
})
