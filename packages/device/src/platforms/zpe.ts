import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** ZPE Nodegrid: the settings as an export that can be read in again, passwords in full. */
export const zpeNodegrid = definePlatform({
  id: 'zpe_nodegrid',
  title: 'ZPE Nodegrid',
  family: 'zpe',
  aliases: ['nodegrid', 'zpe'],
  tier: 2,
  prompt: { ends: ['#'], modes: [/[\w/ {}-]+/] },
  rejects: [...anyRefusal, /^Error: /],
  artifacts: { 'running-config': [['export_settings settings/ --plain-password'], ['export_settings settings/']] },
  complete: { minLines: 5 },
  configHostname: /^\/settings\/network_settings hostname=(\S+)/m,
  facts: [
    {
      command: 'show system/about/',
      serial: /^serial number: (\S+)/im,
      model: /^(?:system|model): (\S[^\n]*)/im,
      version: /^software: (\S+)/im,
    },
  ],
  detect: [
    { prompt: /^\[[^\]@\s]+@[^\]\s]+ \/[^\]\n]*\]# ?$/, score: 60 },
    { probe: 'show system/about/', match: /^(?:system|software): [^\n]*Nodegrid/im, score: 95 },
  ],
  source: 'configuration: the Oxidized model nodegrid; session: the same',
})
