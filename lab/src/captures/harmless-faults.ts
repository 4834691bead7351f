import type { Fault } from '@netraven/device/testing'
import { inShell, shells, type DeviceFaultCase } from './fault-case.ts'

const PAGE_LINES = 12
/** Marks of pagers, and how each takes its own away. */
const pagers: readonly (readonly [string, string, string])[] = [
  ['backspaces', '--More--', `${'\b'.repeat(8)}${' '.repeat(8)}${'\b'.repeat(8)}`],
  ['a carriage return and blanks', '<--- More --->', `\r${' '.repeat(14)}\r`],
  ['an erased line', ' -- MORE -- ', '\r\x1b[K'],
  ['the cursor sent back', '---- More ----', `\x1b[14D${' '.repeat(14)}\x1b[14D`],
  ['reverse video', '\x1b[7mlines 1-11\x1b[m', '\r\x1b[K'],
  ['a line of its own', 'Press any key to continue', `\r${' '.repeat(25)}\r`],
]

/** What a right client reads past. */
const quirks: readonly (readonly [string, Fault, DeviceFaultCase['platforms']?])[] = [
  ['sends 31 bytes at a time', { kind: 'chunks', bytes: 31, delayMs: 0 }],
  ['never hangs up', { kind: 'never-hangs-up' }],
  ['wants new keys in mid-output', { kind: 'rekeys' }],
  ['opens channels to the client', { kind: 'opens-channels' }],
]

const terminalQuirks: readonly (readonly [string, Fault, DeviceFaultCase['platforms']?])[] = [
  ['does not echo', { kind: 'no-echo' }, shells],
  ['wraps its echo at 20 columns', { kind: 'wraps-echo', columns: 20 }, shells],
  ['has its prompt in its banner', { kind: 'fake-prompt', where: 'banner', pauseMs: 15 }, shells],
  ['has its prompt in its configuration', { kind: 'fake-prompt', where: 'config', pauseMs: 15 }, shells],
  ['was renamed while it was read', { kind: 'prompt-changes', to: 'renamed>' }],
  ['ends its lines by LF', { kind: 'line-ends', as: '\n' }, shells],
  ['ends its lines by CR CR LF', { kind: 'line-ends', as: '\r\r\n' }, shells],
  ['ends its lines by LF CR', { kind: 'line-ends', as: '\n\r' }, shells],
  [
    'greets with colours, a title, the clipboard and half a sequence',
    {
      kind: 'motd',
      text: '\x1b[1;31mWelcome\x1b[0m\n\x1b]0;title\x07\x1b]52;c;c2VjcmV0\x07\x9b31mred\x90q\x9c\x1b[6n\n\x1b[\n',
    },
    shells,
  ],
]

export const harmlessFaults: readonly DeviceFaultCase[] = [
  ...quirks.map(([name, fault]) => ({ name, faults: [fault] })),
  ...terminalQuirks.map(([name, fault, platforms]) => ({
    name,
    faults: [inShell, fault],
    ...(platforms && { platforms }),
  })),
  ...pagers.map(([by, mark, erase]) => ({
    name: `pages though it was told not to, and takes its mark away by ${by}`,
    faults: [inShell, { kind: 'pager', mark, erase, lines: PAGE_LINES } as const],
    platforms: shells,
  })),
  {
    name: 'has bytes in its configuration that are no UTF-8',
    faults: [{ kind: 'odd-bytes', bytes: '# \xff\xfe\xc3( \xe2\x82' } as const],
    platforms: ['linux', 'cisco_ios', 'frr'] as const,
  },
  {
    name: 'knows only algorithms of 2005, and the visitor says so',
    faults: [{ kind: 'legacy-algorithms' } as const],
    visitor: 'legacy-profile' as const,
  },
].map((fault) => ({ ...fault, ends: 'succeeded', budget: 'none' }))
