import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { startLab } from './start-lab.ts'

const usage = `Starts simulated network devices on loopback and stays up until Ctrl-C.

  npm run lab -- [--devices N] [--seed S] [--port-base P]

  --devices N     how many, five platforms in turn (default 5)
  --seed S        names and addresses follow from it (default 1); secrets are new at each start
  --port-base P   ports P, P+1, … (default: any free ones)
`

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} wants a whole number, not "${text}"`)
  return Number(text)
}

function readOptions() {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { devices: text, seed: text, 'port-base': text, help: { type: 'boolean', short: 'h' } },
  })
  const devices = wholeNumber('devices', values.devices)
  const seed = wholeNumber('seed', values.seed)
  const portBase = wholeNumber('port-base', values['port-base'])
  const options = {
    ...(devices !== undefined && { devices }),
    ...(seed !== undefined && { seed }),
    ...(portBase !== undefined && { portBase }),
  }
  return { help: values.help === true, options }
}

async function main(): Promise<void> {
  const { help, options } = readOptions()
  if (help) return void process.stdout.write(usage)
  await using lab = await startLab(options)
  const rows = lab.devices.map(({ hostname, platform, address, port, fingerprint }) =>
    [hostname.padEnd(12), platform.padEnd(18), `${address}:${port}`.padEnd(16), fingerprint].join('  '),
  )
  const { username, password, enableSecret } = lab.credential
  const [first] = lab.devices
  process.stdout.write(`${rows.join('\n')}

Log in:        ssh -p ${first?.port ?? 22} ${username}@${first?.address ?? '127.0.0.1'}
Password:      ${password}
Enable secret: ${enableSecret} (cisco_ios)

Ctrl-C stops the lab.
`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
