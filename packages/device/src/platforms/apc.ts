import { definePlatform } from '../platform.ts'

/** APC network cards hand out their configuration as a file. */
export const apcAos = definePlatform({
  id: 'apc_aos',
  title: 'APC AOS network management card',
  family: 'apc',
  aliases: ['apcaos', 'apc'],
  tier: 2,
  prompt: { ends: ['>'] },
  rejects: [/^E10[0-9]: /, /^E200: /],
  artifacts: { 'running-config': [[{ file: 'config.ini' }]] },
  complete: { starts: /^\[|^;/m, minLines: 5, exitStatusProves: true },
  configHostname: /^HostName=(\S+)/m,
  facts: [
    {
      command: 'about',
      model: /^Model Number:\s+(\S+)/m,
      serial: /^Serial Number:\s+(\S+)/m,
      version: /^Version:\s+(v\S+)/m,
    },
  ],
  detect: [
    { banner: /\bNetwork Management Card AOS\s+v\d/, score: 95 },
    { prompt: /^(?:\S+@)?apc>$/, score: 95 },
    { refusal: /^E101: Command Not Found/m, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.318', score: 90 },
  ],
  source: 'configuration: vendor manual, the Oxidized model apcaos; session: the same, recorded sessions of AOS 2.5',
})
