import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** JetStream and DeltaStream: a line ends with CR LF, or the command is not taken. */
export const tplinkJetstream = definePlatform({
  id: 'tplink_jetstream',
  title: 'TP-Link JetStream',
  family: 'tplink',
  aliases: ['tplink', 'tp-link', 'jetstream', 'tplink-jetstream'],
  tier: 1,
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  newline: '\r\n',
  rejects: [...ciscoLike.rejects, /^\s*Error: (?:Bad|Invalid|Unrecognized|Ambiguous|Incomplete)/i],
  complete: { endMark: /^end$/, minLines: 5 },
  facts: [
    {
      command: 'show system-info',
      hostname: /^[ \t]*System Name\s+- (\S+)/m,
      model: /^[ \t]*Hardware Version\s+- (\S+)/m,
      serial: /^[ \t]*Serial Number\s+- (\S+)/m,
      version: /^[ \t]*(?:Software|Firmware) Version\s+- (\S+)/m,
    },
  ],
  detect: [
    { refusal: /^[ \t]*Error: Bad command\s*$/m, score: 50 },
    { probe: 'show system-info', match: /^[ \t]*Software Version\s+- .*\bBuild \d+ Rel\./m, score: 95 },
    { probe: 'show system-info', match: /^[ \t]*System Description\s+- .{0,120}\n\s*System Name\s+- /m, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.11863', score: 95 },
  ],
  leave: ['exit', 'logout'],
  source: 'configuration: vendor CLI reference, a recorded session of a DS-P7001; session: the same, Netmiko 4.6.0',
})
