import { nothing, type CliAnswer, type CliDevice, type CliSession, type FakeCli } from '../cli.ts'

/** A RouterOS 7 router. Source: recorded session of an RB5009 (RouterOS 7.18); MikroTik's manual on console logins. */
export const mikrotikRouteros: FakeCli = {
  facts: { model: 'RB5009UPr+S+', serial: 'HFE09ABC123', version: '7.18.2' },
  ident: 'ROSSSH',
  userOf: (login) => login.split('+', 1)[0] ?? login,
  exec: true,
  configCommand: '/export show-sensitive',
  greeting: (session) =>
    `\n\n  MikroTik RouterOS ${session.device.facts.version} (c) 1999-2025       https://www.mikrotik.com/\n\nPress F1 for help\n\n${terminalProbe(session)}`,
  prompt: (session) => {
    const { username, hostname } = session.device
    const text = `[${username}@${hostname}] > `
    return isPlain(session) ? text : `\x1b[m[\x1b[36m${username}\x1b[m@\x1b[33m${hostname}\x1b[m] > `
  },
  plantPrompt: (config, prompt) => config.replace(/^(?=\/)/m, `# ${'-'.repeat(8)}\n${prompt}\n`),
  answer: (command, session) =>
    commands[command.replaceAll(/\s+/g, ' ').replace(/^(?!\/|$|quit)/, '/')]?.(session) ?? refusal(command),
}

/** With the suffix `+c` the console uses no colours, with `+t` it doesn't probe the terminal. */
const isPlain = ({ login }: CliSession): boolean => /\+\d*[a-z]*c/.test(login)

const terminalProbe = ({ login }: CliSession): string => (/\+[a-z\d]*t/.test(login) ? '' : '\x1b[6n\x1bZ')

const commands: Readonly<Record<string, (session: CliSession) => CliAnswer>> = {
  '': () => nothing,
  '/export show-sensitive': ({ device }) => ({ text: exported(device), isConfig: true }),
  '/export': ({ device }) => ({ text: withoutSecrets(exported(device)), isConfig: true }),
  '/system resource print': ({ device }) => ({ text: resource(device) }),
  '/system routerboard print': ({ device }) => ({ text: routerboard(device) }),
  '/system identity print': ({ device }) => ({ text: `  name: ${device.hostname}\n` }),
  '/quit': () => ({ text: 'interrupted\n', leaves: true }),
  quit: () => ({ text: 'interrupted\n', leaves: true }),
}

function exported(device: CliDevice): string {
  const date = device.now().toISOString().slice(0, 19).replace('T', ' ')
  const { version, model, serial } = device.facts
  return `# ${date} by RouterOS ${version}\n# software id = QMLS-64F2\n#\n# model = ${model}\n# serial number = ${serial}\n${device.config}`
}

const withoutSecrets = (text: string): string =>
  text.replaceAll(/ (password|secret|[\w-]*pre-shared-key|private-key|preshared-key|passphrase)=("[^"]*"|\S+)/g, '')

const refusal = (command: string): CliAnswer => ({
  text: `bad command name ${command.replace(/^\//, '').split(' ')[0]} (line 1 column ${command.startsWith('/') ? 2 : 1})\n`,
  status: 1,
})

const resource = ({ facts }: CliDevice): string => `                   uptime: 3h5m54s
                  version: ${facts.version} (stable)
               build-time: 2025-03-11 11:59:04
         factory-software: 7.8
              free-memory: 876.2MiB
             total-memory: 1024.0MiB
                      cpu: ARM64
                cpu-count: 4
            cpu-frequency: 700MHz
                 cpu-load: 1%
        architecture-name: arm64
               board-name: ${facts.model}
                 platform: MikroTik

`

const routerboard = ({ facts }: CliDevice): string => `       routerboard: yes
             model: ${facts.model}
          revision: r2
     serial-number: ${facts.serial}
     firmware-type: 70x0
  current-firmware: ${facts.version}
  upgrade-firmware: ${facts.version}

`
