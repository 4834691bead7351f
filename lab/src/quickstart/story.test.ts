import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Lab } from '../lab.ts'
import { startLab } from '../start-lab.ts'
import type { Client, RunSeen } from './client.ts'
import { openFolder, type Folder } from './folder.ts'
import { createPage } from './page.ts'
import { tellStory } from './story.ts'

let root = ''
let folder: Folder
let lab: Lab
let shown = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'quickstart-'))
  folder = await openFolder(join(root, 'data'))
  lab = await startLab()
  shown = ''
})
afterEach(async () => {
  await lab.close()
  await rm(root, { recursive: true })
})

/** A NetRaven that has seen every device and finds one change in its second run. */
function scripted(outcomes: readonly string[] = ['changed', 'unchanged']): Client {
  const before = lab.device('core-sw1').config.split('\n')
  const imported: { id: string; hostname: string; port: number }[] = []
  let runs = 0
  return {
    logIn: async () => true,
    credentials: async () => [],
    addCredential: async () => {},
    devices: async () => imported,
    importDevices: async () =>
      void imported.push(...lab.devices.map(({ hostname, port }) => ({ id: hostname, hostname, port }))),
    moveDevice: async () => {},
    jobs: async () => [{ id: '1', name: 'nightly' }],
    addNightlyJob: async () => {},
    async runJob(): Promise<RunSeen> {
      runs++
      const targets = outcomes.map((outcome, at) => ({
        hostname: lab.devices[at]?.hostname ?? '',
        outcome: runs === 1 ? 'new' : outcome,
        snapshot_id: 'snapshot',
      }))
      return { id: '1', status: 'COMPLETED', targets_total: 5, targets_succeeded: 5, targets_failed: 0, targets }
    },
    snapshot: async () => ({ id: 'snapshot', hostname: 'core-sw1', commit_id: makeCommit() }),
    diff: async () =>
      lab
        .device('core-sw1')
        .config.split('\n')
        .filter((line) => !before.includes(line))
        .map((line) => `+${line}`)
        .join('\n'),
  }
}

function makeCommit(): string {
  const archive = join(folder.dataDir, 'archive.git')
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()
  git('init', '--quiet', '--bare', '--initial-branch=main', archive)
  const tree = git('--git-dir', archive, 'hash-object', '-t', 'tree', '-w', '/dev/null')
  const who = ['-c', 'user.name=NetRaven', '-c', 'user.email=netraven@localhost']
  const commit = git(
    ...who,
    '--git-dir',
    archive,
    'commit-tree',
    tree,
    '-m',
    'core-sw1: running-config changed (+3 -0)',
  )
  git('--git-dir', archive, 'update-ref', 'refs/heads/main', commit)
  return commit
}

const tell = (client: Client) => tellStory({ page: createPage((text) => (shown += text)), client, folder, lab })

it('goes from onboarding to the commit of the one change', async () => {
  await tell(scripted())
  expect(shown).toMatch(/An engineer changes core-sw1[\s\S]*\+ vlan 401[\s\S]*What changed on core-sw1/)
  expect(shown).toContain('core-sw1: running-config changed')
  expect((await openFolder(folder.dataDir)).state.edits).toEqual({ 'core-sw1': 1 })
})

it('does not hold when the second backup finds more than the one change', async () => {
  await expect(tell(scripted(['changed', 'changed']))).rejects.toThrow('found 2 changes')
})

it('does not hold when a device was not backed up', async () => {
  const client = scripted()
  const runJob = async () => ({ ...(await client.runJob('nightly')), targets_succeeded: 4, targets_failed: 1 })
  await expect(tell({ ...client, runJob })).rejects.toThrow('4 of 5 devices were backed up, 1 failed')
})

it('does not hold when the diff lacks the change', async () => {
  await expect(tell({ ...scripted(), diff: async () => '' })).rejects.toThrow('lacks what was added: vlan 401')
})

it('does not hold when the import left devices out', async () => {
  await expect(tell({ ...scripted(), importDevices: async () => {} })).rejects.toThrow('Not added: core-sw1, edge-mx1')
})

it('tells NetRaven the new port of a device that moved', async () => {
  const moved: string[] = []
  const devices = async () =>
    lab.devices.map(({ hostname, port }, at) => ({ id: hostname, hostname, port: at === 1 ? 1 : port }))
  const moveDevice = async (id: string, port: number) => void moved.push(`${id} ${port}`)
  await folder.save(folder.state)
  folder = await openFolder(folder.dataDir)
  await tell({ ...scripted(), devices, moveDevice })
  expect(moved).toEqual([`edge-mx1 ${lab.device('edge-mx1').port}`])
  expect(shown).toContain('all 5 are there from before')
})
