import { definePlatform } from '../../platform.ts'
import { ciscoLike } from '../shapes/cisco-like.ts'

/** AOS-CX prints no end mark: two equal reads prove. */
export const arubaAoscx = definePlatform({
  id: 'aruba_aoscx',
  title: 'Aruba AOS-CX',
  family: 'aruba',
  aliases: ['aoscx', 'arubaos-cx', 'aruba-cx', 'hpe-aruba-cx', 'aruba-aoscx'],
  tier: 1,
  ...ciscoLike,
  prepare: ['no page'],
  rejects: [...ciscoLike.rejects, /^Invalid input: /, /^Cannot execute command/],
  loginAnswers: [],
  complete: { minLines: 3 },
  facts: [
    {
      command: 'show system',
      hostname: /^Hostname\s*: (\S+)/m,
      model: /^Product Name\s*: (\S(?:.*\S)?)/m,
      serial: /^Chassis Serial Nbr\s*: (\S+)/m,
      version: /^ArubaOS-CX Version\s*: (\S+)/m,
    },
    { command: 'show version', version: /^Version\s*: (\S+)/m },
  ],
  detect: [
    { banner: /^User "[^"\n]+" has logged in \d+ times in the past \d+ days/m, score: 60 },
    { refusal: /^Invalid input: /m, score: 35 },
    { probe: 'show version', match: /^(?:ArubaOS-CX|AOS-CX)/m, score: 99 },
    { probe: 'show system', match: /^Vendor\s+: Aruba\b/m, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.47196', score: 95 },
  ],
  source:
    'configuration: vendor CLI guide, recorded sessions of AOS-CX 10.10 to 10.13; session: the same, Netmiko 4.6.0',
})
