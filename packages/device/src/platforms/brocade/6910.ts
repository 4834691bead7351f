import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Brocade 6910: its pager cannot be turned off, `a` shows all. */
export const brocade6910 = definePlatform({
  id: 'brocade_6910',
  title: 'Brocade 6910',
  family: 'brocade',
  aliases: ['br6910', 'brocade-6910'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: [],
  pager: [
    { mark: / {0,8}--- \[Space\] Next page, \[Enter\] Next line, \[A\] All, Others to exit ---[^\n]{0,3}$/i, key: 'a' },
  ],
  source: 'configuration: the Oxidized model br6910; session: the same',
})
