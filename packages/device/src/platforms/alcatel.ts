import { definePlatform } from '../platform.ts'
import { anyRefusal } from './shapes/any-refusal.ts'

/** Alcatel-Lucent Enterprise AOS 6, 7 and 8 (OmniSwitch): any prompt, `-> ` from the factory. */
export const alcatelAos = definePlatform({
  id: 'alcatel_aos',
  title: 'Alcatel-Lucent OmniSwitch AOS',
  family: 'alcatel',
  aliases: ['aos', 'aos7', 'omniswitch', 'alcatel-lucent-aos'],
  tier: 2,
  prompt: { ends: ['>', '#'] },
  pager: [{ mark: /More\? ?\[next screen[^\n]{0,90}$/i, key: ' ' }],
  rejects: [...anyRefusal, /^ERROR:/],
  artifacts: { 'running-config': [['show configuration snapshot all'], ['show configuration snapshot']] },
  complete: { minLines: 3 },
  configHostname: /^system name "?([^\s"]+)/m,
  facts: [
    {
      command: 'show system',
      hostname: /^[ \t]*Name:\s+([^\s,]+)/m,
      model: /^[ \t]*Description:\s+Alcatel-Lucent (?:Enterprise )?(\S+)/m,
      version: /^[ \t]*Description:[^\n]*?(\d+\.\d+\.\d+\.\d+\.R\d+)/m,
    },
  ],
  detect: [
    { banner: /^Welcome to the Alcatel-Lucent(?: Enterprise)? OmniSwitch/m, score: 95 },
    { probe: 'show system', match: /^[ \t]*Description:\s+Alcatel-Lucent/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.6486', score: 90 },
  ],
  source: 'configuration: vendor CLI reference, also the Oxidized models aos and aos7; session: Netmiko 4.6.0 facts',
})
