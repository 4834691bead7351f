import { inShell, type DeviceFaultCase } from './fault-case.ts'

const refusals: readonly DeviceFaultCase[] = [
  ['refuses to show its configuration', '% Permission denied\n', ['frr', 'cisco_ios']],
  ['says that the command is not authorised', '% Authorization failed\n', ['cisco_ios']],
  ['says that the command is wrong', "% Invalid input detected at '^' marker.\n", ['cisco_ios']],
  ['says that it knows no such command', 'bash: show: command not found\n', ['frr', 'linux']],
].map(([name, text, platforms]) => ({
  name: name as string,
  faults: [{ kind: 'refuse-config', text: text as string }],
  ends: 'rejected',
  budget: 'none',
  platforms: platforms as DeviceFaultCase['platforms'] & {},
}))

/** The connection goes where the configuration has come so far. */
const cuts: readonly DeviceFaultCase[] = [0, 1, 50, 99, 100].flatMap((percent) =>
  (['closed', 'reset'] as const).map((ending) => ({
    name: `goes after ${percent} % of its configuration (${ending})`,
    faults: [],
    cutAtPercent: { percent, ending },
    ends: 'closed',
    budget: 'none',
  })),
)

export const faultsWhileReading: readonly DeviceFaultCase[] = [
  ...refusals,
  ...cuts,
  {
    name: 'falls silent in the middle of its configuration',
    faults: [],
    cutAtPercent: { percent: 50, ending: 'silence' },
    ends: 'timeout',
    budget: 'idle',
  },
  {
    name: 'shows half of its configuration and its prompt',
    faults: [],
    cutAtPercent: { percent: 50, ending: 'prompt' },
    ends: 'incomplete',
    budget: 'none',
    platforms: ['cisco_ios', 'frr'],
  },
  { name: 'never prompts', faults: [inShell, { kind: 'no-prompt' }], ends: 'prompt', budget: 'idle' },
  {
    name: 'has another prompt each time',
    faults: [inShell, { kind: 'prompt-changes', to: 'standby-%n>' }],
    ends: 'prompt',
    budget: 'idle',
  },
  { name: 'never ends its configuration', faults: [{ kind: 'endless-output' }], ends: 'incomplete', budget: 'bytes' },
  {
    name: 'sends one line of 100 MB',
    faults: [{ kind: 'huge-line', bytes: 100_000_000 }],
    ends: 'incomplete',
    budget: 'bytes',
  },
  {
    name: 'sends ten bytes a second',
    faults: [{ kind: 'slow-config', everyMs: 100 }],
    ends: 'timeout',
    budget: 'progress',
  },
  {
    name: 'takes longer than a visit may',
    faults: [{ kind: 'chunks', bytes: 20, delayMs: 50 }, { kind: 'endless-output' }],
    limits: { totalMs: 4_000 },
    ends: 'timeout',
    budget: 'total',
  },
  {
    name: 'shows its configuration and says that it failed',
    faults: [{ kind: 'exit', status: 1 }],
    ends: 'rejected',
    budget: 'none',
    platforms: ['linux'],
  },
  { name: 'shows an empty configuration', faults: [{ kind: 'empty-config' }], ends: 'incomplete', budget: 'none' },
]
