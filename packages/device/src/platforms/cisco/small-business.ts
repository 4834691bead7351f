import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** What the small-business switches have in common: a pager of their own words, names in three commands. */
const smallBusiness = {
  ...ciscoLike,
  transports: ['ssh', 'telnet'],
  pager: [{ mark: / {0,8}More: <space>,\s+Quit: q[^\n]*$/i, key: ' ' }],
  rejects: [...anyRefusal, ...ciscoLike.rejects],
  facts: [
    {
      command: 'show version',
      version: /^[ \t]*(?:SW version|Version:|Firmware Version\s*:)\s+(\S+)/im,
    },
    { command: 'show inventory', model: /\bPID: ?([^\s,]+)/, serial: /\bSN: ?([^\s,]+)/ },
    { command: 'show system', hostname: /^System Name:\s+(\S+)/m },
  ],
} as const

/** Cisco 200/300/350/500, SG and CBS switches: asks `User Name:` in the shell, `terminal datadump` stops paging. */
export const ciscoS300 = definePlatform({
  id: 'cisco_s300',
  title: 'Cisco Small Business 300/350/500, CBS',
  family: 'cisco',
  aliases: ['ciscosmb', 'cisco-smb', 'cisco_smb', 'cisco-sb'],
  tier: 1,
  ...smallBusiness,
  inShell: { asksUser: /User ?Name:\s*$/i, asksPassword: /Password:\s*$/i },
  prepare: ['terminal datadump', 'terminal width 0'],
  detect: [
    { probe: 'show version', match: /^[ \t]*Active-image: flash:\/\/system\/images\//m, score: 70 },
    {
      probe: 'show version',
      match: /^[ \t]*Active-image: flash:\/\/system\/images\/image_?(?:tesla|cbs|Sx)/im,
      score: 25,
    },
    { probe: 'show version', match: /^SW version\s+\d[\d.]+ ?\( date /im, score: 45 },
    { probe: 'show system', match: /^System (?:Object ID|OID):\s+1\.3\.6\.1\.4\.1\.9\.6\.1\./m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.9.6.1', score: 95 },
  ],
  source: 'configuration: vendor command reference, also the Oxidized model ciscosmb; session: the same, Netmiko 4.6.0',
})

/** Cisco SG200/SG220: lets everybody in over SSH, then asks `Username:` in the shell; has no `terminal datadump`. */
export const ciscoS200 = definePlatform({
  id: 'cisco_s200',
  title: 'Cisco Small Business 200/220',
  family: 'cisco',
  aliases: [],
  tier: 2,
  ...smallBusiness,
  login: 'in-shell',
  inShell: { asksUser: /(?:Username:|login as:?)\s*$/i, asksPassword: /Password:\s*$/i },
  prepare: ['terminal length 0'],
  text: 'cisco_s300',
  detect: [{ sysObjectId: '1.3.6.1.4.1.9.6.1.87', score: 95 }],
  source: 'configuration: vendor command reference of the SG220; session: Netmiko 4.6.0',
})
