import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Oracle (Acme Packet) session border controllers. */
export const oracleAcmepacket = definePlatform({
  id: 'oracle_acmepacket',
  title: 'Oracle Acme Packet SBC',
  family: 'oracle',
  aliases: ['acmepacket', 'acme-packet', 'oracle-acme-packet'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  facts: [
    {
      command: 'show version',
      version: /^(?:Acme Packet|Oracle)[^\n]*? (SC\w[\w.]*|\d[\w.]+)/m,
      model: /^(?:Acme Packet|Oracle) (?:Net-Net )?(\d{4}|VME)/m,
    },
  ],
  detect: [{ probe: 'show version', match: /^(?:Acme Packet|Oracle)[^\n]{0,60} SC[A-Z]?\w?\d/m, score: 95 }],
  source: 'configuration: the Oxidized model acmepacket; session: the same',
})
