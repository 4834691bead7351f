import { definePlatform } from '../platform.ts'
import { shellLike } from './shapes/shell-like.ts'

/** Opengear console servers: all settings of the configuration tree. */
export const opengearOs = definePlatform({
  id: 'opengear_os',
  title: 'Opengear',
  family: 'opengear',
  aliases: ['opengear'],
  tier: 2,
  ...shellLike,
  artifacts: { 'running-config': [['config -g config']] },
  complete: { minLines: 3, exitStatusProves: true },
  configHostname: /^config\.system\.name (\S+)/m,
  facts: [{ command: 'cat /etc/version', model: /^Opengear\/(\S+)/m, version: /^Opengear\/\S+ Version (\S+)/m }],
  detect: [
    { banner: /^Opengear/im, score: 60 },
    { probe: 'cat /etc/version', match: /^OpenGear\//im, score: 95 },
    { probe: 'uname -a', match: /^Linux /m, score: 20 },
    { sysObjectId: '1.3.6.1.4.1.25049', score: 95 },
  ],
  source: 'configuration: the Oxidized model opengear; session: the same',
})
