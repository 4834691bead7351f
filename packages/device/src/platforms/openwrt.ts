import { definePlatform } from '../platform.ts'
import { shellLike } from './shapes/shell-like.ts'

/** OpenWrt: `uci export` gives what `uci import` takes. */
export const openwrt = definePlatform({
  id: 'openwrt',
  title: 'OpenWrt',
  family: 'openwrt',
  aliases: ['openwrt-uci', 'lede'],
  tier: 2,
  ...shellLike,
  artifacts: { 'running-config': [['uci export'], ['uci show']] },
  complete: { minLines: 3, exitStatusProves: true },
  configHostname: /^[ \t]+option hostname '([^'\n]+)'/m,
  facts: [
    { command: 'cat /etc/openwrt_release', version: /^DISTRIB_RELEASE='([^'\n]+)'/m },
    { command: 'cat /tmp/sysinfo/model', model: /^(\S[^\n]*)$/m },
    { command: 'uname -n', hostname: /^(\S+)$/m },
  ],
  detect: [
    { banner: /^ *(?:W I R E L E S S {3}F R E E D O M|OpenWrt \d)/m, score: 60 },
    { probe: 'cat /etc/openwrt_release', match: /^DISTRIB_ID='?OpenWrt/m, score: 95 },
    { probe: 'uname -a', match: /^Linux /m, score: 20 },
  ],
  source: 'configuration: vendor documentation of uci, also the Oxidized model openwrt; session: POSIX shell',
})
