import { definePlatform } from '../platform.ts'

/** SonicOS prints no end mark, and tells the time inside the listing. */
export const sonicwallSonicos = definePlatform({
  id: 'sonicwall_sonicos',
  title: 'SonicWall SonicOS',
  family: 'sonicwall',
  aliases: ['sonicos', 'sonicwall'],
  tier: 2,
  prompt: { ends: ['>', '#'], modes: [/\([\w-]+\)/] },
  prepare: ['no cli pager session'],
  loginAnswers: [{ asks: /acknowledge .*\[(?:yes|no)\]:?\s*$/i, type: 'yes' }],
  rejects: [/^% (?:Error|Unknown)/i],
  artifacts: { 'running-config': [['show current-config']] },
  complete: { minLines: 5 },
  facts: [
    {
      command: 'show version',
      serial: /serial-number "?([^\s"]+)/,
      model: /^model "?([^"\r\n]+)/m,
      version: /firmware-version "?([^"\r\n]+)/,
    },
  ],
  detect: [
    { prompt: /^\w+@[0-9A-F]{6,12}> $/, score: 40 },
    { refusal: /^% Error: unknown command/m, score: 40 },
    { probe: 'show version', match: /SonicOS|SonicWall/i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.8741', score: 95 },
  ],
  source: 'configuration: vendor CLI guide, the Oxidized model sonicos; session: the same',
})
