import { definePlatform } from '../platform.ts'
import { ciscoKin } from './shapes/cisco-kin.ts'

/** Lenovo Network OS: may ask which command line one wants; `terminal-length` is one word. */
export const lenovoNos = definePlatform({
  id: 'lenovo_nos',
  title: 'Lenovo (IBM, Blade) Network OS',
  family: 'lenovo',
  aliases: ['lenovonos', 'lenovo-nos', 'ibm-nos'],
  tier: 2,
  ...ciscoKin,
  loginAnswers: [{ asks: /Select Command Line Interface mode[^\n]*:\s*$/i, type: 'iscli' }],
  prepare: ['terminal-length 0'],
  complete: { usualEnd: /^end$/, minLines: 3 },
  facts: [
    {
      command: 'show version',
      serial: /^(?:Switch )?Serial (?:Number|No)\.?\s*:\s*(\S+)/im,
      model: /^(?:Lenovo|IBM) (?:RackSwitch |Flex System |Networking Operating System )?(\S+)/m,
      version: /^Software Version (\d\S*)/m,
    },
  ],
  detect: [
    {
      probe: 'show version',
      match: /^(?:Lenovo|IBM) (?:RackSwitch|Flex System|Networking Operating System)/m,
      score: 95,
    },
  ],
  source: 'configuration: the Oxidized model lenovonos; session: the same',
})
