import { definePlatform } from '../../platform.ts'
import { anyRefusal } from '../shapes/any-refusal.ts'

/** Cisco AireOS: asks for the user again in the shell. Paging is turned off in configuration only, so its pager is answered. */
export const ciscoWlc = definePlatform({
  id: 'cisco_wlc',
  title: 'Cisco Wireless LAN Controller (AireOS)',
  family: 'cisco',
  aliases: ['aireos', 'wlc', 'ciscowlc', 'cisco-wlc', 'cisco-aireos'],
  tier: 1,
  transports: ['ssh', 'telnet'],
  inShell: { asksUser: /User:\s*$/i, asksPassword: /Password:\s*$/i },
  prompt: { ends: ['>'], modes: [/ config/] },
  pager: [
    { mark: / {0,8}--More-- or \(q\)uit\s*$/, key: ' ' },
    { mark: / {0,8}Press Enter to continue[^\n]{0,40}$/i, key: '\r' },
    { mark: /Would you like to display the next \d{1,6} entries\? \(y\/n\) ?$/i, key: 'y' },
    { mark: /Are you sure you want to (?:proceed|continue)[^\n]{0,20}\(y\/n\)[^\n]{0,3}$/i, key: 'y' },
  ],
  rejects: [...anyRefusal, /^Incorrect (?:usage|input)/i, /^HELP:/],
  artifacts: {
    'running-config': [['show run-config commands'], ['show running-config']],
    'startup-config': [['show run-config startup-commands']],
  },
  complete: { minLines: 3 },
  configHostname: /^config sysname (\S+)/m,
  facts: [
    {
      command: 'show sysinfo',
      hostname: /^System Name\.+ (\S+)/m,
      version: /^Product Version\.+ (\S+)/m,
    },
    { command: 'show udi', model: /\bPID: ?([^\s,]+)/, serial: /\bSN: ?([^\s,]+)/ },
  ],
  detect: [
    { ident: /CISCO_WLC/i, score: 95 },
    { banner: /^\(Cisco Controller\) ?$/m, score: 60 },
    { prompt: /^\(Cisco Controller\) ?> ?$/, score: 90 },
    { prompt: /^\([^()]+\) >$/, score: 15 },
    { probe: 'show version', match: /^Incorrect usage\./m, score: 40 },
    { probe: 'show sysinfo', match: /^Product Name\.+ Cisco Controller/m, score: 95 },
    { sysDescr: /^Cisco Controller/m, score: 95 },
  ],
  leave: ['logout', 'n'],
  source:
    'configuration: vendor command reference, also the Oxidized model aireos; session: vendor command reference, Netmiko 4.6.0',
})
