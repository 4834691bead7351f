import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** LANCOM switches with LCOS SX 4. */
export const lancomLcossx4 = definePlatform({
  id: 'lancom_lcossx4',
  title: 'LANCOM LCOS SX 4',
  family: 'lancom',
  aliases: ['lcossx', 'lancom-lcos-sx'],
  tier: 2,
  ...ciscoKin,
  complete: { usualEnd: /^end$/, minLines: 3 },
  leave: ['logout'],
  detect: [{ probe: 'show version', match: /LANCOM/, score: 60 }],
  source: 'configuration: vendor command reference; session: Netmiko 4.6.0',
})
