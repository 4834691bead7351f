import { definePlatform } from '../platform.ts'
import { shellLike } from './shapes/shell-like.ts'

/** pfSense: the configuration is one XML file. The console menu of the administrator is left for its shell. */
export const netgatePfsense = definePlatform({
  id: 'netgate_pfsense',
  title: 'pfSense',
  family: 'netgate',
  aliases: ['pfsense', 'netgate-pfsense'],
  tier: 2,
  ...shellLike,
  loginAnswers: [{ asks: /Enter an option:\s*$/, type: '8' }],
  artifacts: { 'running-config': [['cat /cf/conf/config.xml'], ['cat /conf/config.xml']] },
  complete: { structure: 'xml', minLines: 5 },
  configHostname: /<hostname>([^<]+)<\/hostname>/,
  facts: [{ command: 'cat /etc/version', version: /^(\d\S+)$/m }],
  detect: [
    { banner: /pfSense (?:- Serial|Plus|\d)|\*{3} Welcome to pfSense/, score: 90 },
    { prompt: /^\[\d[\w.]*-RELEASE\]\[[^\]\s]+\]/, score: 95 },
    { prompt: /@pfSense[^\]]*\]/i, score: 60 },
  ],
  source: 'configuration: vendor documentation, also the Oxidized model pfsense; session: POSIX shell',
})
