import { definePlatform } from '../../platform.ts'
import { ciscoKin } from '../shapes/cisco-kin.ts'

/** Extreme ERS (Avaya, Nortel BayStack; BOSS): waits for Ctrl-Y, tells of failed logins, and old ones begin with a menu. */
export const extremeErs = definePlatform({
  id: 'extreme_ers',
  title: 'Extreme ERS (BOSS)',
  family: 'extreme',
  aliases: ['avaya_ers', 'boss', 'baystack', 'avaya-ers', 'extreme-ers'],
  tier: 2,
  ...ciscoKin,
  transports: ['ssh', 'telnet'],
  loginAnswers: [
    { asks: /Enter Ctrl-Y to begin\.?\s*$/i, type: '\x19' },
    { asks: /Press ENTER to continue[^\n]{0,20}$/i, type: '' },
    { asks: /Use arrow keys to highlight option[^\n]{0,90}$/i, type: 'c' },
  ],
  pager: [{ mark: / {0,8}----More \(q=Quit, space\/return=Continue\)----\s*$/i, key: ' ' }],
  artifacts: { 'running-config': [['show running-config']] },
  configHostname: /^snmp-server name "?([^\s"]+)/m,
  facts: [
    {
      command: 'show sys-info',
      hostname: /^sysName:\s+(\S+)/m,
      model: /^sysDescr:[ \t]+(\S.*?)[ \t]HW:/m,
      serial: /^Serial #:\s+(\S+)/m,
      version: /^sysDescr:[^\n]*\bSW:v(\S+)/m,
    },
  ],
  detect: [
    { banner: /Enter Ctrl-Y to begin/i, score: 90 },
    { probe: 'show sys-info', match: /^sysDescr:[^\n]*Ethernet Routing Switch/m, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.45.3', score: 95 },
  ],
  leave: ['logout'],
  source:
    'configuration: vendor CLI reference, also the Oxidized model boss; session: Netmiko 4.6.0, login also the Oxidized model',
})
