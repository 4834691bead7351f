import { definePlatform } from '../platform.ts'
import { shellLike } from './shapes/shell-like.ts'

/** Open vSwitch on Linux: bridges, ports and controllers; the database itself also holds counters, so it is not read. */
export const ovsLinux = definePlatform({
  id: 'ovs_linux',
  title: 'Open vSwitch on Linux',
  family: 'linux',
  aliases: ['openvswitch', 'ovs'],
  tier: 2,
  ...shellLike,
  rejects: [...shellLike.rejects, /^ovs-vsctl: /],
  artifacts: { 'running-config': [['ovs-vsctl show'], ['sudo -n ovs-vsctl show']] },
  complete: { minLines: 1, exitStatusProves: true },
  facts: [
    { command: 'uname -n', hostname: /^(\S+)$/m },
    { command: 'ovs-vsctl --version', version: /\(Open vSwitch\) (\S+)/ },
  ],
  text: 'linux',
  source: 'configuration: manual page ovs-vsctl(8); session: Netmiko 4.6.0 facts, POSIX shell',
})
