#!/usr/bin/env node
// Starts NetRaven on the Node it brings along. Runs on Node 20, so it is plain JavaScript.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const home = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The Node that this installation brings, else the running one if it is new enough. */
function findNode() {
  const os = process.platform === 'win32' ? 'win' : process.platform
  try {
    const folder = dirname(require.resolve(`node-${os}-${process.arch}/package.json`))
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    const [major, minor] = process.versions.node.split('.').map(Number)
    return major > 22 || (major === 22 && minor >= 14) ? process.execPath : undefined
  }
}

/** The sources where they lie, as in a checkout, else the compiled program. */
function entry() {
  const source = join(home, 'src', 'main.ts')
  return existsSync(source) ? ['--conditions=netraven-source', source] : [join(home, 'dist', 'main.js')]
}

const node = findNode()
if (!node) {
  process.stderr.write(
    `netraven needs Node 22.14 or newer and found ${process.versions.node}. Install a newer Node, or run "npm install" with optional dependencies so that netraven can bring its own.\n`,
  )
  process.exit(1)
}

// --liftoff-only keeps the embedded database's memory at a third (measured: docs/adr/0006); a smaller young generation
// gives back what passes through: a configuration of 100 MB costs 430 MB instead of 550.
// --disable-sigusr1: a signal must not open Node's inspector, whose port any user of the machine could enter.
const args = [
  '--disable-warning=ExperimentalWarning',
  '--disable-sigusr1',
  '--liftoff-only',
  '--max-semi-space-size=8',
  ...entry(),
  ...process.argv.slice(2),
]

if (process.execve && process.platform !== 'win32') {
  process.execve(node, [node, ...args])
} else {
  const child = spawn(node, args, { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  process.on('SIGINT', () => {}) // the terminal sends it to the child as well
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
