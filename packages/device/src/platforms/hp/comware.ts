import { definePlatform } from '../../platform.ts'

/** Comware of HPE and H3C. `system-view` is the configuration mode and never entered. */
export const hpComware = definePlatform({
  id: 'hp_comware',
  title: 'HPE and H3C Comware',
  family: 'hp',
  aliases: ['h3c_comware', 'comware', 'h3c', 'hpe-comware', 'hp-comware', 'hp_comware7', 'h3c-comware'],
  tier: 1,
  transports: ['ssh', 'telnet'],
  prompt: { ends: ['>', ']'], modes: [/-[\w./-]+/] },
  prepare: ['screen-length disable', 'undo terminal monitor'],
  rejects: [
    /^\s*%? ?(Unrecognized command|Incomplete command|Ambiguous command|Too many parameters|Wrong parameter|Permission denied)/i,
  ],
  artifacts: {
    'running-config': [['display current-configuration']],
    'startup-config': [['display saved-configuration']],
  },
  complete: { usualEnd: /^return$/, minLines: 5 },
  configHostname: /^ sysname (\S+)/m,
  facts: [
    {
      command: 'display version',
      model: /^(?:HPE?|H3C|3Com) (.+?) uptime is/m,
      version: /Comware Software, Version (\S(?:.*\S)?)/m,
    },
    { command: 'display device manuinfo', serial: /DEVICE_SERIAL_NUMBER\s*:\s*(\S+)/ },
  ],
  detect: [
    { ident: /^SSH-\d\.\d+-(?:Comware|H3C|3Com)/i, score: 60 },
    { banner: /^\* *(?:Without the owner's prior written consent|no decompiling or reverse-engineering)/m, score: 40 },
    { prompt: /^<[^<>\s]+>$/, score: 30 },
    { refusal: /^[ \t]*% Unrecognized command found at '\^' position\./m, score: 60 },
    {
      probe: 'display version',
      match: /^(?:HPE?|H3C|3Com) (?:Comware|.{0,40}Comware) (?:Platform )?Software|^Comware Software, Version/im,
      score: 95,
    },
    { sysDescr: /(?:HPE?|H3C|3Com) (?:Comware )?(?:Platform )?Software|Comware (?:Platform )?Software/i, score: 95 },
    { sysObjectId: '1.3.6.1.4.1.25506', score: 95 },
  ],
  leave: ['quit'],
  source:
    'configuration: vendor command reference, a recorded session of Comware 7.1 (cut short by its owner); session: the same, Netmiko 4.6.0',
})
