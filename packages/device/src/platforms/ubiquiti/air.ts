import { definePlatform } from '../../platform.ts'
import { shellLike } from '../shapes/shell-like.ts'

/** Radios and access points tell what board they are. */
const board = [
  { probe: 'cat /etc/board.info', match: /^board\.name=/m, score: 60 },
  { probe: 'uname -a', match: /^Linux /m, score: 20 },
] as const

/** What Ubiquiti's radios and access points have in common: a Linux shell and one file of settings. */
const air = {
  ...shellLike,
  artifacts: { 'running-config': [['cat /tmp/system.cfg'], ['sort /tmp/system.cfg']] },
  complete: { minLines: 3 },
  configHostname: /^resolv\.host\.1\.name=(\S+)/m,
  facts: [
    { command: 'cat /etc/board.info', model: /^board\.name=(\S[^\n]*)/m, serial: /^board\.hwaddr=(\S+)/m },
    { command: 'cat /etc/version', version: /^[A-Z]*\.?v?(\d[\w.]+)\s*$/m },
    { command: 'uname -n', hostname: /^(\S+)$/m },
  ],
  text: 'ubiquiti_airos',
} as const

/** Ubiquiti airOS radios: the configuration is one file of settings. */
export const ubiquitiAiros = definePlatform({
  id: 'ubiquiti_airos',
  title: 'Ubiquiti airOS',
  family: 'ubiquiti',
  aliases: ['airos', 'ubiquiti-airos'],
  tier: 2,
  ...air,
  artifacts: { 'running-config': [['sort /tmp/system.cfg'], ['cat /tmp/system.cfg']] },
  detect: [{ prompt: /^(?:[A-Z]{2}\.|[A-Z]\w+-?\w*\.)v\d[\w.]*# ?$/, score: 60 }, ...board],
  source: 'configuration: the Oxidized model airos; session: the same',
})

/** Ubiquiti airFiber: a shell without exec channels. */
export const ubiquitiAirfiber = definePlatform({
  id: 'ubiquiti_airfiber',
  title: 'Ubiquiti airFiber',
  family: 'ubiquiti',
  aliases: ['airfiber', 'ubiquiti-airfiber'],
  tier: 2,
  ...air,
  transports: ['ssh', 'telnet'],
  exec: false,
  detect: [{ prompt: /^AF[\w.-]*# ?$/, score: 60 }, ...board],
  source: 'configuration: the Oxidized model airfiber; session: the same',
})

/** Ubiquiti UniFi access points: a terminal cuts the file, an exec channel doesn't. */
export const ubiquitiUnifiap = definePlatform({
  id: 'ubiquiti_unifiap',
  title: 'Ubiquiti UniFi access point',
  family: 'ubiquiti',
  aliases: ['unifiap', 'ubiquiti-unifi-ap'],
  tier: 2,
  ...air,
  detect: [{ prompt: /^\S+-BZ\.v?\d[\w.]*# ?$/, score: 60 }, ...board],
  source: 'configuration: the Oxidized model unifiap; session: the same',
})
