import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Coriant 8600, once Tellabs, now Infinera. */
export const coriant8600 = definePlatform({
  id: 'coriant_8600',
  title: 'Infinera (Coriant, Tellabs) 8600',
  family: 'coriant',
  aliases: ['coriant8600', 'tellabs-8600', 'infinera_packet'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: ['terminal more off'],
  artifacts: { 'running-config': [['show running-config'], ['show run']] },
  inShell: { asksUser: /user name:\s*$/i },
  source: 'configuration: the Oxidized model coriant8600; session: the same, Netmiko 4.6.0 facts of infinera_packet',
})

/** Coriant TMOS: paging is an option of the session. */
export const coriantTmos = definePlatform({
  id: 'coriant_tmos',
  title: 'Coriant (Tellabs) 8800 TMOS',
  family: 'coriant',
  aliases: ['corianttmos', 'tmos-8800'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],

  prepare: ['enable config terminal length 0'],
  artifacts: { 'running-config': [['show running-config'], ['show run']] },
  source: 'configuration: the Oxidized model corianttmos; session: the same',
})
