import { definePlatform } from '../platform.ts'
import { ciscoLike } from './shapes/cisco-like.ts'

/** Onyx (MLNX-OS): its listings pass through `less`, whatever was said about paging. */
export const mellanoxMlnxos = definePlatform({
  id: 'mellanox_mlnxos',
  title: 'NVIDIA Onyx (MLNX-OS)',
  family: 'mellanox',
  aliases: ['mlnxos', 'mellanox', 'onyx', 'mellanox-mlnxos', 'voltaire_mlnxos'],
  tier: 1,
  ...ciscoLike,
  prompt: { ends: ['>', '#'], modes: [/ ?\([\w -]+\) ?/] },
  prepare: ['no cli session paging enable'],
  rejects: [/^% (Unrecognized command|Ambiguous|Incomplete|Internal error)/i, /^% Insufficient permissions/i],
  artifacts: { 'running-config': [['show running-config']] },
  complete: { starts: /^## Running database|^##/m, minLines: 5 },
  configHostname: /^[ \t]*hostname (\S+)/m,
  facts: [
    { command: 'show version', version: /^Product release:\s+(\S+)/m, model: /^Product model:\s+(\S+)/m },
    { command: 'show inventory', serial: /^CHASSIS\s+\S+\s+(\S+)/m },
  ],
  detect: [
    { banner: /^(?:Mellanox|NVIDIA) (?:MLNX-OS|Onyx|Switch)/m, score: 60 },
    { prompt: /\[[\w.-]+: (?:master|standby|unknown)\] [>#]/, score: 60 },
    { probe: 'show version', match: /^Product name:\s+(?:Onyx|MLNX-OS|SX_PPC|MLX)/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.33049', score: 95 },
  ],
  source: 'configuration: vendor manual, a recorded session of Onyx 3.9; session: the same, Netmiko 4.6.0',
})
