import { definePlatform } from '../platform.ts'
import { fortiosRest } from './shapes/fortios-rest.ts'

/** FortiOS and FortiManager. Paging can only be turned off by changing the configuration, so the pager is answered;
 *  what passes through `grep` is not paged, but loses blank lines inside quotes. */
export const fortinet = definePlatform({
  id: 'fortinet',
  title: 'Fortinet FortiOS',
  family: 'fortinet',
  aliases: ['fortios', 'fortigate', 'fortinet-fortios', 'fortimanager'],
  tier: 1,
  transports: ['ssh', 'http'],
  prompt: { ends: ['#', '$'], modes: [/ \([\w.-]+\) ?/] },
  loginAnswers: [{ asks: /\(Press '?a'? to accept\):?\s*$/i, type: 'a' }],
  rejects: [
    /^command parse error before /i,
    /^Command fail\. Return code/i,
    /^Unknown action \d/i,
    /^Permission denied/i,
  ],
  artifacts: { 'running-config': [['show'], ['show | grep .']] },
  complete: { structure: 'config-end', minLines: 5 },
  configHostname: /^config system global\r?\n(?: .*\n)*? +set hostname "?([^"\r\n]+)/m,
  facts: [
    {
      command: 'get system status',
      hostname: /^Hostname\s*: (\S+)/m,
      serial: /^Serial[- ]Number\s*: (\S+)/m,
      model: /^(?:Platform Full Name\s*: |Version\s*: (?=Forti))(\S+)/m,
      version: /^Version\s*: .*?(v\d[\w.-]*)/m,
    },
  ],
  detect: [
    { prompt: /^[\w.-]+ (?:\([\w.-]+\) )?[#$] $/, score: 30 },
    { refusal: /^(?:Unknown action 0|command parse error before )/m, score: 60 },
    { refusal: /^Command fail\. Return code -?\d+/m, score: 35 },
    { probe: 'get system status', match: /^(?:Version\s*: Forti|Platform Full Name\s*: Forti)/m, score: 99 },
    { sysDescr: /^Forti(?:Gate|OS|Manager|Analyzer|Switch)/m, score: 60 },
    { sysObjectId: '1.3.6.1.4.1.12356', score: 90 },
  ],
  http: fortiosRest,
  source:
    'configuration: vendor CLI reference, recorded sessions of FortiOS 7.4 and FortiManager 7.4; session: the same, Netmiko 4.6.0',
})
