import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Huawei SmartAX (MA5600, MA5800): asks back after a command until `undo smart`, and wants a yes to log out. */
export const huaweiSmartax = definePlatform({
  id: 'huawei_smartax',
  title: 'Huawei SmartAX OLT',
  family: 'huawei',
  aliases: ['huawei_olt', 'huawei_smartaxmmi', 'smartax', 'huawei-smartax'],
  tier: 2,
  transports: ['ssh', 'telnet'],
  loginAnswers: [{ asks: /YES.NO[^\n]{0,20}$/i, type: 'yes' }],
  prompt: { ends: ['>', '#'], modes: [/\([\w./-]+\)/] },
  prepare: ['undo smart', 'scroll'],
  pager: [
    { mark: / {0,8}-{2,4} ?More ?\( ?Press 'Q' to break ?\) ?-{2,4}\s*$/i, key: ' ' },
    { mark: /\{ ?[^\n{}]{0,90}<cr>[^\n{}]{0,90}\} ?:\s*$/, key: '\n' },
  ],
  enable: { command: 'enable', asks: /password:\s*$/i, ready: '#' },
  rejects: [
    ...anyRefusal,
    /^\s*% ?(?:Unknown|Incomplete|Parameter|Too many)/i,
    /^\s*Incorrect command:/i,
    /^\s*Failure: /,
  ],
  artifacts: {
    'running-config': [['display current-configuration']],
    'startup-config': [['display saved-configuration']],
  },
  complete: { usualEnd: /^\s*return$/, minLines: 3 },
  configHostname: /^[ \t]*sysname (\S+)/m,
  facts: [
    {
      command: 'display version',
      model: /^[ \t]*PRODUCT\s*:?\s+(\S+)/m,
      version: /^[ \t]*VERSION\s*:\s*(\S+)/m,
    },
  ],
  detect: [
    { banner: /^[ \t]*Huawei Integrated Access Software/m, score: 95 },
    { probe: 'display version', match: /^[ \t]*VERSION\s*:\s*MA5\d{3}/m, score: 95 },
  ],
  leave: ['quit'],
  source:
    'configuration: vendor command reference, also the Oxidized model smartax; session: Netmiko 4.6.0, pager and refusals NOC Huawei.MA5600T',
})
