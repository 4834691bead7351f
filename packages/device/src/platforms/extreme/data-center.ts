import { definePlatform } from '../../platform.ts'
import { confdLike } from '../shapes/confd-like.ts'

/** What Brocade's data-center switches have in common: `name# ` at once, nothing to enable. */
const dataCenter = {
  family: 'extreme',
  tier: 2,
  ...confdLike,
  transports: ['ssh', 'telnet'],
  prepare: ['terminal length 0'],
  artifacts: { 'running-config': [['show running-config']], 'startup-config': [['show startup-config']] },
  configHostname: /^[ \t]*(?:switch-attributes \S+\s+)?host-name "?([^\s"]+)/m,
} as const

/** Extreme NOS (VDX), once Brocade. */
export const extremeNos = definePlatform({
  id: 'extreme_nos',
  title: 'Extreme NOS (VDX)',
  aliases: ['brocade_nos', 'brocade_vdx', 'extreme_vdx', 'nos', 'brocade-nos'],
  ...dataCenter,
  facts: [{ command: 'show version', version: /^Network Operating System Version: (\S+)/m }],
  detect: [{ probe: 'show version', match: /^Network Operating System (?:Software|Version)/m, score: 95 }],
  source: 'configuration: vendor command reference, also the Oxidized model nos; session: Netmiko 4.6.0',
})

/** Extreme SLX-OS. */
export const extremeSlx = definePlatform({
  id: 'extreme_slx',
  title: 'Extreme SLX-OS',
  aliases: ['slxos', 'slx', 'extreme-slx'],
  ...dataCenter,
  facts: [{ command: 'show version', version: /^SLX-OS Operating System Version: (\S+)/m }],
  detect: [
    { probe: 'show version', match: /^SLX-OS Operating System/m, score: 95 },
    { sysDescr: /SLX/, score: 90 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model slxos; session: Netmiko 4.6.0',
})
