import { nothing, type CliAnswer, type CliDevice, type FakeCli } from '../cli.ts'

/** FRRouting's vtysh behind OpenSSH. Source: FRRouting 8.4.4 on Debian 12. */
export const frr: FakeCli = {
  facts: { model: 'Linux(6.1.0-28-amd64)', serial: '', version: '8.4.4' },
  ident: 'OpenSSH_9.2p1 Debian-2+deb12u3',
  exec: true,
  configCommand: 'show running-config',
  greeting: ({ device }) =>
    `\nHello, this is FRRouting (version ${device.facts.version}).\nCopyright 1996-2005 Kunihiro Ishiguro, et al.\n\n`,
  prompt: ({ device }) => `${device.hostname}# `,
  plantPrompt: (config, prompt) => config.replace(/^!$/m, `!\nbanner motd line Welcome\n${prompt}\n!`),
  answer: (command, { device }) => commands[wordsOf(command)]?.(device) ?? unknown(command),
}

const commands: Readonly<Record<string, (device: CliDevice) => CliAnswer>> = {
  '': () => nothing,
  enable: () => nothing,
  'terminal length 0': () => nothing,
  'terminal no paginate': () => nothing,
  'show version': (device) => ({ text: version(device) }),
  'show running-config': ({ config }) => ({
    text: `Building configuration...\n\nCurrent configuration:\n${config}`,
    isConfig: true,
  }),
  'show startup-config': ({ startupConfig }) => ({ text: startupConfig, isConfig: true }),
  exit: () => ({ text: '', leaves: true }),
  quit: () => ({ text: '', leaves: true }),
}

/** The command without a `vtysh -c '…'` around it. */
const wordsOf = (command: string): string =>
  (/^vtysh -c (["'])(.*)\1$/.exec(command)?.[2] ?? command).trim().replaceAll(/\s+/g, ' ')

const unknown = (command: string): CliAnswer => ({ text: `% Unknown command: ${command}\n`, status: 1 })

const version = ({ hostname, facts }: CliDevice): string => `FRRouting ${facts.version} (${hostname}) on ${facts.model}.
Copyright 1996-2005 Kunihiro Ishiguro, et al.
configured with:
    '--build=x86_64-linux-gnu' '--prefix=/usr' '--sysconfdir=/etc/frr' '--enable-snmp' '--enable-multipath=256'
`
