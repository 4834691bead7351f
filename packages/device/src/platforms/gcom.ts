import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** GCOM switches, also FS S3800: let everybody in over SSH and ask inside the shell; the pager cannot be turned off. */
export const gcomBnps = definePlatform({
  id: 'gcom_bnps',
  title: 'GCOM BNPS (FS S3800)',
  family: 'gcom',
  aliases: ['gcombnps', 'gcom'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  login: 'in-shell',
  inShell: { asksUser: /Username\(1-\d+ chars\):\s*$/, asksPassword: /Password\(1-\d+ chars\):\s*$/ },
  prepare: [],
  pager: [{ mark: /\.{4}press ENTER to next line, CTRL_C to quit, other key to next page\.{4} ?$/i, key: ' ' }],
  facts: [
    {
      command: 'show system',
      hostname: /^sysname\s*: (\S+)/im,
      version: /^(?:software version|ProductOS Version)\s*: (\S[^\n]*)/im,
    },
  ],
  source: 'configuration: the Oxidized model gcombnps; session: the same',
})
