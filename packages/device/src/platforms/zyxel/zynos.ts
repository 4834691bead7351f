import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Zyxel switches and DSLAMs with ZyNOS: moves the cursor about the screen. */
export const zyxelZynos = definePlatform({
  id: 'zyxel_zynos',
  title: 'Zyxel ZyNOS',
  family: 'zyxel',
  aliases: ['zynos', 'zyxel-zynos'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  inShell: { asksUser: /User name:\s*$/i },
  prepare: [],
  pager: [{ mark: / {0,8}-- more --, next page: Space, continue: c, quit: ESC ?$/i, key: 'c' }],
  facts: [
    {
      command: 'show system-information',
      hostname: /^[ \t]*System Name\s*: (\S+)/m,
      model: /^[ \t]*Product Model\s*: (\S+)/m,
      serial: /^[ \t]*Serial Number\s*: (\S+)/m,
      version: /^[ \t]*ZyNOS F\/W Version\s*: (\S+)/m,
    },
  ],
  source: 'configuration: the Oxidized model zynos; session: the same',
})
