import { nothing, type CliAnswer, type CliDevice, type CliSession, type FakeCli } from '../cli.ts'

/** A Catalyst switch. Source: recorded session of a C9200L (IOS-XE 17.9) for order, blank lines and sentences. */
export const ciscoIos: FakeCli = {
  facts: { model: 'C9200L-24P-4G', serial: 'JAE24110ABC', version: '17.9.4a' },
  ident: 'Cisco-1.25',
  exec: false,
  configCommand: 'show running-config',
  pager: { mark: ' --More-- ', erase: `${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}` },
  greeting: () => '\n',
  prompt: ({ device, privileged }) => `${device.hostname}${privileged ? '#' : '>'}`,
  plantPrompt: (config, prompt) => config.replace(/^!$/m, `!\nbanner motd ^C\n${prompt}\n^C\n!`),
  answer(command, session) {
    const words = command.split(/\s+/).map((word) => word.toLowerCase())
    const found = commands.find(({ pattern }) => pattern.test(words.join(' ')))
    if (!found || (found.privileged === true && !session.privileged)) return refusal(command, session)
    return found.run(session)
  },
}

interface Command {
  readonly pattern: RegExp
  readonly privileged?: true
  readonly run: (session: CliSession) => CliAnswer
}

const commands: readonly Command[] = [
  { pattern: /^$/, run: () => nothing },
  { pattern: /^term(inal)? len(gth)? 0$/, run: (session) => setPaging(session, false) },
  { pattern: /^term(inal)? len(gth)? [1-9]\d*$/, run: (session) => setPaging(session, true) },
  { pattern: /^term(inal)? (width \d+|no monitor)$/, run: () => nothing },
  { pattern: /^en(able)?$/, run: enable },
  { pattern: /^disable$/, run: disable },
  { pattern: /^sh(ow)? ver(sion)?$/, run: ({ device }) => ({ text: version(device) }) },
  {
    pattern: /^sh(ow)? run(ning-config)?$/,
    privileged: true,
    run: ({ device }) => ({
      text: `Building configuration...\n\nCurrent configuration : ${size(device.config)} bytes\n${device.config}`,
      isConfig: true,
      after: '\n',
    }),
  },
  {
    pattern: /^sh(ow)? start(up-config)?$/,
    privileged: true,
    run: ({ device }) => ({
      text: `Using ${size(device.startupConfig)} out of 2097152 bytes\n${device.startupConfig}`,
      isConfig: true,
      after: '\n',
    }),
  },
  { pattern: /^(exit|logout|quit)$/, run: () => ({ text: '', leaves: true }) },
]

const size = (text: string): number => Buffer.byteLength(text)

function setPaging(session: CliSession, paging: boolean): CliAnswer {
  session.paging = paging
  return nothing
}

function disable(session: CliSession): CliAnswer {
  session.privileged = false
  return nothing
}

function enable(session: CliSession): CliAnswer {
  if (session.privileged) return nothing
  const secret = session.device.enableSecret
  const ask = (triesLeft: number): CliAnswer => ({
    text: '',
    asks: {
      text: 'Password: ',
      reply(line) {
        session.privileged = secret === undefined || line === secret
        if (session.privileged) return nothing
        return triesLeft > 1 ? ask(triesLeft - 1) : { text: '% Bad secrets\n\n' }
      },
    },
  })
  return ask(3)
}

/** The caret stands under the first word that was not understood, counted from the prompt's first column. */
function refusal(command: string, session: CliSession): CliAnswer {
  const known = /^(show|terminal) (?=\S)/.exec(command)?.[0].length ?? 0
  const column = ciscoIos.prompt(session).length + known
  return { text: `${' '.repeat(column)}^\n% Invalid input detected at '^' marker.\n\n`, status: 1 }
}

const version = ({ hostname, facts }: CliDevice): string => `Cisco IOS XE Software, Version ${facts.version}
Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_LITE_IOSXE), Version ${facts.version}, RELEASE SOFTWARE (fc3)
Technical Support: http://www.cisco.com/techsupport
Copyright (c) 1986-2023 by Cisco Systems, Inc.
Compiled Fri 20-Oct-23 10:33 by mcpre

ROM: IOS-XE ROMMON
BOOTLDR: System Bootstrap, Version 17.9.1r [FC13], RELEASE SOFTWARE (P)

${hostname} uptime is 44 weeks, 4 days, 1 hour, 16 minutes
System returned to ROM by Reload Command at 11:29:34 CET Thu Nov 2 2023
System image file is "flash:cat9k_lite_iosxe.17.09.04a.SPA.bin"

cisco ${facts.model} (ARM64) processor with 519464K/3071K bytes of memory.
Processor board ID ${facts.serial}
28 Gigabit Ethernet interfaces
2048K bytes of non-volatile configuration memory.

Model Number                       : ${facts.model}
System Serial Number               : ${facts.serial}

Configuration register is 0x102

`
