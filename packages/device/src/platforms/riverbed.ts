import { definePlatform } from '../platform.ts'
import { samaraLike } from './shapes/samara-like.ts'

/** Riverbed SteelHead, built on Samara. */
export const riverbedRios = definePlatform({
  id: 'riverbed_rios',
  title: 'Riverbed SteelHead',
  family: 'riverbed',
  aliases: ['riverbed', 'rios', 'steelhead'],
  tier: 2,
  ...samaraLike,
  prepare: ['terminal length 0', 'terminal width 1024'],
  facts: [
    { command: 'show version', model: /^Product model:\s+(\S+)/m, version: /^Product release:\s+(\S+)/m },
    { command: 'show info', serial: /^Serial:\s+(\S+)/m },
  ],
  detect: [{ probe: 'show version', match: /^Product name:\s+rbt_/m, score: 95 }],
  source: 'configuration: the Oxidized model riverbed; session: the same',
})
