import { RuleTester } from 'oxlint/plugins-dev'
import { describe, it } from 'vitest'
import plugin from './plugin.ts'
import type { Rule } from './rule.ts'

RuleTester.describe = describe
RuleTester.it = it

type Cases = { right: string[]; wrong: string[]; max?: number }

const check = (name: string, { right, wrong, max }: Cases): void => {
  const options = { filename: 'code.ts', ...(max === undefined ? {} : { options: [{ max }] }) }
  new RuleTester().run(`netraven/${name}`, plugin.rules[name] as Rule, {
    valid: right.map((code) => ({ code, ...options })),
    invalid: wrong.map((code) => ({ code, ...options, errors: 1 })),
  })
}

check('one-ssh-factory', {
  right: ["import { Client } from 'pg'; new Client()", "import { Server } from 'ssh2'; new Server()"],
  wrong: [
    "import { Client } from 'ssh2'; new Client()",
    "import { Client as Ssh } from 'ssh2'; new Ssh()",
    "import ssh2 from 'ssh2'; new ssh2.Client()",
    "import * as ssh2 from 'ssh2'; new ssh2['Client']()",
  ],
})

check('one-opener', {
  right: ["import { DeviceError } from '@netraven/device'", "import type { openSession } from '@netraven/device'"],
  wrong: [
    "import { openSession } from '@netraven/device'",
    "import { openSession as open } from '@netraven/device'",
    "import * as device from '@netraven/device'",
  ],
})

check('one-unlocker', {
  right: [
    "import { seal } from '../crypto/seal.ts'",
    "import { open } from 'node:fs/promises'",
    "import type { open } from '../crypto/seal.ts'",
  ],
  wrong: ["import { open } from '../crypto/seal.ts'", "import { seal, open as unseal } from '../../crypto/seal.ts'"],
})

check('no-shell', {
  right: [
    "import { spawn } from 'node:child_process'; spawn('git', ['status'], { shell: false })",
    'const platform = { shell: true }; open(platform)',
    "import { exec } from './exec.ts'",
  ],
  wrong: [
    "import { exec } from 'node:child_process'",
    "import { execSync as run } from 'child_process'",
    "import * as child from 'node:child_process'",
    "spawn('git', ['status'], { shell: true })",
    "spawn('git', [], { cwd: '/', shell: process.platform === 'win32' })",
  ],
})

check('no-built-sql', {
  right: [
    'sql`select ${value}`',
    "db.query('select $1', [value])",
    "sql.raw('now()')",
    'session.exec(`show version`)',
    'pattern.exec(text)',
  ],
  wrong: [
    'sql.raw(column)',
    'db.query(`select ${column}`)',
    "client.query('select ' + column)",
    'db.exec(`drop table ${x}`)',
  ],
})

check('no-environment', {
  right: ['const { argv } = process', 'settings.env', "import { argv } from 'node:process'"],
  wrong: [
    'process.env.HOME',
    "process['env']",
    'globalThis.process.env',
    'const { env } = process',
    "import { env } from 'node:process'",
  ],
})

const flat = 'function flat(a) { if (a) one(); else if (b) two(); else three(); return a && b && c }'
const deep = 'function deep(a) { for (const x of a) { if (x) { while (y) { z() } } } }'
check('cognitive-complexity', {
  max: 5,
  right: [
    flat,
    'const factory = () => ({ a: () => (x ? 1 : 2), b: () => (x ? 1 : 2), c: () => { if (a ?? b) { if (c) d() } } })',
  ],
  wrong: [
    deep,
    'const f = () => (a ? (b ? (c ? 1 : 2) : 3) : 4)',
    'function g() { if (a && b || c) { try { d() } catch { e() } } if (f) h() }',
  ],
})
