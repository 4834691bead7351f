import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Hirschmann HiOS: the configuration as a script. */
export const hirschmannHios = definePlatform({
  id: 'hirschmann_hios',
  title: 'Hirschmann HiOS',
  family: 'hirschmann',
  aliases: ['hios', 'hirschmann-hios'],
  tier: 2,
  transports: ['ssh', 'telnet'],

  inShell: { asksUser: /User:\s*$/i },
  prompt: { ends: ['>', '#'], modes: [/\([\w./-]+\)/] },
  enable: { command: 'enable', asks: /password[^\n]*:\s*$/i, ready: '#' },
  pager: [{ mark: / {0,8}--More--[^\n]{0,80}$/, key: 'n' }],
  rejects: [...anyRefusal, /^Error! /],
  artifacts: { 'running-config': [['show running-config script'], ['show running-config']] },
  complete: { minLines: 3 },
  configHostname: /^system name "?([^\s"]+)/m,
  facts: [
    {
      command: 'show system info',
      hostname: /^System name\.+ ?(\S+)/im,
      serial: /^Serial number\.+ ?(\S+)/im,
      model: /^(?:Device hardware description|Product code|System description)\.+ ?(\S[^\n]*)/im,
      version: /^(?:Current )?(?:firmware|software) (?:software )?release[^.\n]*\.+ ?(\S+)/im,
    },
  ],
  leave: ['logout'],
  detect: [
    { probe: 'show system info', match: /Hirschmann/, score: 95 },
    { banner: /^Hirschmann[^\n]{0,80}HiOS|HiOS-\d/m, score: 90 },
  ],
  source: 'configuration: the Oxidized model hios; session: the same',
})

/** Hirschmann switches with the classic software. */
export const hirschmannClassic = definePlatform({
  id: 'hirschmann_classic',
  title: 'Hirschmann Classic (L2P, L3P)',
  family: 'hirschmann',
  aliases: ['hirschmann', 'hirschmann-classic'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  inShell: { asksUser: /User:\s*$/i },
  prompt: { ends: ['>', '#'], modes: [/ ?\([\w./-]+\)/] },
  prepare: [],
  pager: [{ mark: / {0,8}--More--[^\n]{0,80}$/, key: 'a' }],
  rejects: [...anyRefusal, /^Error! /],
  configHostname: /^snmp-server sysname "?([^\s"]+)/m,
  facts: [
    {
      command: 'show sysinfo',
      hostname: /^System Name\.+ ?(\S+)/im,
      serial: /^Serial Number[^.\n]*\.+ ?(\S+)/im,
      model: /^System Description\.+ ?(\S[^\n]*)/im,
      version: /^Running Software Release\.+ ?(\S+)/im,
    },
  ],
  leave: ['logout', 'n'],
  detect: [
    { prompt: /^\(Hirschmann [^)\n]*\) ?[>#] ?$/, score: 95 },
    { probe: 'show sysinfo', match: /Hirschmann/, score: 95 },
  ],
  source: 'configuration: the Oxidized model hirschmann; session: the same',
})
