import { definePlatform } from '../platform.ts'

/** TNSR pages some listings, always; the mark may stand in the middle of a line. */
export const netgateTnsr = definePlatform({
  id: 'netgate_tnsr',
  title: 'Netgate TNSR',
  family: 'netgate',
  aliases: ['tnsr', 'netgate-tnsr'],
  tier: 1,
  prompt: { ends: ['#', '>'], modes: [/\([\w-]+\)/] },
  rejects: [/^\s*CLI syntax error: /, /^Failed to (?:execute|get) /],
  artifacts: { 'running-config': [['show configuration running cli'], ['show configuration running']] },
  complete: { minLines: 5 },
  configHostname: /^system name (\S+)/m,
  facts: [
    { command: 'show version all', version: /^Version: (\S+)/m },
    { command: 'show version', version: /^Version: (\S+)/m },
  ],
  detect: [
    { banner: /^(?:Welcome to )?Netgate TNSR Version: /m, score: 95 },
    { prompt: /^[\w.-]+ tnsr[#>] $/, score: 95 },
    { refusal: /^CLI syntax error: "/m, score: 60 },
    { probe: 'show version', match: /TNSR/, score: 95 },
  ],
  source: 'configuration: vendor manual, recorded sessions of TNSR 23.02, 23.06 and 24.10; session: the same',
})
