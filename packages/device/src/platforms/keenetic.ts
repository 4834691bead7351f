import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Keenetic (once Zyxel) routers. */
export const keeneticNdms = definePlatform({
  id: 'keenetic_ndms',
  title: 'Keenetic NDMS',
  family: 'keenetic',
  aliases: ['ndms', 'keenetic', 'zyxel-keenetic'],
  tier: 2,
  transports: ['telnet'],

  prompt: { ends: ['>', '#'], modes: [/\([\w./-]+\)/] },
  rejects: [...anyRefusal, /^(?:Command::Base|Core::\S+): /],
  artifacts: { 'running-config': [['show running-config']], 'startup-config': [['more startup-config']] },
  complete: { minLines: 3 },
  configHostname: /^[ \t]*system[\s\S]{0,400}? hostname (\S+)/m,
  facts: [
    {
      command: 'show version',
      model: /^[ \t]*(?:device|model): (\S[^\n]*)/m,
      version: /^[ \t]*(?:release|title): (\S+)/m,
    },
  ],
  detect: [
    { banner: /^(?:KeeneticOS|NDMS) version/m, score: 95 },
    { prompt: /^\(config\)> ?$/, score: 60 },
  ],
  source: 'configuration: the Oxidized model ndms; session: the same',
})
