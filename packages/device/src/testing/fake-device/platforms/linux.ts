import { nothing, type CliAnswer, type CliDevice, type CliSession, type FakeCli } from '../cli.ts'

/** A Debian router with a POSIX shell. Source: bash 5.2 and coreutils 9.1 on Debian 12. */
export const linux: FakeCli = {
  facts: { model: 'Debian GNU/Linux 12 (bookworm)', serial: 'VMware-56-4d-0a', version: '12' },
  ident: 'OpenSSH_9.2p1 Debian-2+deb12u3',
  exec: true,
  configCommand: 'cat /etc/network/interfaces /etc/hosts /etc/resolv.conf /etc/snmp/snmpd.conf /etc/wireguard/wg0.conf',
  greeting: ({ device }) =>
    `Linux ${device.hostname} 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22) x86_64\n\nLast login: Fri Nov 20 09:12:44 2026 from 192.0.2.10\n`,
  prompt: ({ device }) => `${device.username}@${device.hostname}:~$ `,
  plantPrompt: (config, prompt) => config.replace(/^(### \S+\n)/m, `$1# last seen:\n${prompt}\n`),
  dress: { beforePrompt: '\x1b[?2004h', afterLine: '\x1b[?2004l\r' },
  answer: (command, session) => runAll(command, session),
}

/** The files of the configuration: each begins with a line `### /path`. */
function filesOf({ config, hostname, facts }: CliDevice): ReadonlyMap<string, string> {
  const files = new Map([
    ['/etc/hostname', `${hostname}\n`],
    [
      '/etc/os-release',
      `PRETTY_NAME="${facts.model}"\nNAME="Debian GNU/Linux"\nVERSION_ID="${facts.version}"\nID=debian\n`,
    ],
    ['/sys/class/dmi/id/product_serial', `${facts.serial}\n`],
  ])
  for (const part of config.split(/^### (?=\/\S+\n)/m).slice(1)) {
    const end = part.indexOf('\n')
    files.set(part.slice(0, end), part.slice(end + 1))
  }
  return files
}

/** Commands joined by `;` and `&&`, without quoting or redirection but `2>/dev/null`. */
function runAll(line: string, session: CliSession): CliAnswer {
  let answer: CliAnswer = nothing
  for (const [, joint, command = ''] of line.matchAll(/(^|;|&&)\s*([^;&]*)/g)) {
    if (joint === '&&' && (answer.status ?? 0) !== 0) continue
    answer = joined(answer, run(command.trim(), session))
  }
  return answer
}

function joined(before: CliAnswer, next: CliAnswer): CliAnswer {
  const isConfig = before.isConfig === true || next.isConfig === true
  return { ...next, text: before.text + next.text, isConfig }
}

function run(command: string, { device }: CliSession): CliAnswer {
  const quiet = /2>\s?\/dev\/null/.test(command)
  const [name = '', ...words] = command
    .replace(/2>\s?\/dev\/null/, '')
    .trim()
    .split(/\s+/)
  return (
    programs[name]?.(words, device, quiet) ?? { text: quiet ? '' : `-bash: ${name}: command not found\n`, status: 127 }
  )
}

type Program = (words: readonly string[], device: CliDevice, quiet: boolean) => CliAnswer

const programs: Readonly<Record<string, Program>> = {
  '': () => nothing,
  true: () => nothing,
  cat: (words, device, quiet) => overFiles('cat', words, device, quiet, (text) => text),
  wc: (words, device, quiet) => ({
    ...overFiles(
      'wc',
      words.filter((word) => word !== '-c'),
      device,
      quiet,
      (text, path) => `${Buffer.byteLength(text)} ${path}\n`,
    ),
    isConfig: false,
  }),
  ls: (words, device, quiet) => ({
    ...overFiles('ls', words, device, quiet, (_, path) => `${path}\n`),
    isConfig: false,
  }),
  hostname: (_, device) => ({ text: `${device.hostname}\n` }),
  whoami: (_, device) => ({ text: `${device.username}\n` }),
  uname: (words, device) => ({
    text: words.includes('-n')
      ? `${device.hostname}\n`
      : `Linux ${device.hostname} 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22) x86_64 GNU/Linux\n`,
  }),
  echo: (words) => ({ text: `${words.join(' ')}\n` }),
  exit: () => ({ text: 'logout\n', leaves: true }),
  logout: () => ({ text: '', leaves: true }),
}

/** Facts of the machine that are files too, and no configuration. */
const factFiles = /^\/(sys|proc)\/|^\/etc\/(os-release|hostname)$/

function overFiles(
  program: string,
  paths: readonly string[],
  device: CliDevice,
  quiet: boolean,
  show: (text: string, path: string) => string,
): CliAnswer {
  const files = filesOf(device)
  const missing = paths.filter((path) => !files.has(path))
  const complaint = (path: string): string => (quiet ? '' : `${program}: ${path}: No such file or directory\n`)
  return {
    text: paths.map((path) => (missing.includes(path) ? complaint(path) : show(files.get(path) ?? '', path))).join(''),
    isConfig: paths.some((path) => files.has(path) && !factFiles.test(path)),
    status: missing.length > 0 ? 1 : 0,
  }
}
