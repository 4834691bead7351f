import { setTimeout as sleep } from 'node:timers/promises'
import type { Lab } from '../lab.ts'
import type { Client, RunSeen, SnapshotSeen, TargetSeen } from './client.ts'
import type { Folder } from './folder.ts'
import { showLog } from './git-log.ts'
import type { Page } from './page.ts'
import { QuickstartError } from './quickstart-error.ts'

export interface StoryParts {
  readonly page: Page
  readonly client: Client
  readonly folder: Folder
  readonly lab: Lab
}

const JOB = 'nightly'
const CREDENTIAL = 'lab'
const PUBLISHED_MS = 20_000

/** From an empty inventory to a change with its diff and commit. Throws at the first step that does not hold. */
export async function tellStory(parts: StoryParts): Promise<void> {
  await onboard(parts)
  await firstBackup(parts)
  const added = await changeDevice(parts)
  const target = await secondBackup(parts)
  await showChange(parts, target, added)
}

async function onboard({ page, client, lab, folder }: StoryParts): Promise<void> {
  page.step('An administrator')
  const isOurs = await client.logIn()
  if (!isOurs && !folder.isKnown) throw new QuickstartError('The administrator could not log in')
  page.line(isOurs ? 'admin can log in' : 'admin is there from before, with another password')

  page.step('A credential that opens the devices')
  const credentials = folder.isKnown ? await client.credentials() : []
  if (credentials.some(({ name }) => name === CREDENTIAL)) page.line(`"${CREDENTIAL}" is there from before`)
  else await client.addCredential(CREDENTIAL, lab.credential)

  page.step('The devices, from a CSV file')
  await importMissing(client, lab, folder, page)

  page.step('A job for every night')
  const jobs = folder.isKnown ? await client.jobs() : []
  if (jobs.some(({ name }) => name === JOB)) page.line(`"${JOB}" is there from before`)
  else await client.addNightlyJob(JOB, 'lab')
}

async function importMissing(client: Client, lab: Lab, folder: Folder, page: Page): Promise<void> {
  const devices = folder.isKnown ? await client.devices() : []
  const before = new Map(devices.map((device) => [device.hostname, device]))
  const csvFile = await folder.write('devices.csv', lab.inventoryCsv())
  if (lab.devices.every(({ hostname }) => before.has(hostname)))
    page.line(`all ${lab.devices.length} are there from before`)
  else await client.importDevices(csvFile)
  for (const { hostname, port } of lab.devices) {
    const known = before.get(hostname)
    if (!known || known.port === port) continue
    page.line(`${hostname} has moved to port ${port}`)
    await client.moveDevice(known.id, port)
  }
  const now = new Set((await client.devices()).map(({ hostname }) => hostname))
  const missing = lab.devices.filter(({ hostname }) => !now.has(hostname))
  if (missing.length > 0) throw new QuickstartError(`Not added: ${missing.map(({ hostname }) => hostname).join(', ')}`)
}

async function firstBackup({ page, client, lab }: StoryParts): Promise<void> {
  page.step('The first backup')
  needAllSucceeded(await client.runJob(JOB), lab)
}

async function changeDevice({ page, lab, folder }: StoryParts): Promise<readonly string[]> {
  const hostname = lab.devices[0]?.hostname ?? ''
  page.step(`An engineer changes ${hostname}`)
  const { added } = lab.change(hostname)
  await folder.save({ ...folder.state, ...keptOf(lab) })
  page.line(added.map((line) => `+ ${line}`).join('\n'))
  return added
}

async function secondBackup({ page, client, lab }: StoryParts): Promise<TargetSeen> {
  page.step('The second backup')
  const run = await client.runJob(JOB)
  needAllSucceeded(run, lab)
  const changed = run.targets.filter(({ outcome }) => outcome !== 'unchanged')
  const [only] = changed
  if (!only || changed.length > 1) {
    throw new QuickstartError(`One device was changed, but the second backup found ${changed.length} changes`)
  }
  return only
}

async function showChange(
  { page, client, folder }: StoryParts,
  target: TargetSeen,
  added: readonly string[],
): Promise<void> {
  page.step(`What changed on ${target.hostname}`)
  const diff = await client.diff(target.hostname)
  const missing = added.filter((line) => line !== '!' && !diff.includes(line))
  if (missing.length > 0) throw new QuickstartError(`The diff lacks what was added: ${missing.join(', ')}`)

  page.step('The same history in Git')
  const { commit_id: commit } = await published(client, target.snapshot_id ?? '')
  await showLog(folder.dataDir, page, commit ?? '')
}

/** The archive publishes right after the run; a moment may pass. */
async function published(client: Client, snapshotId: string): Promise<SnapshotSeen> {
  const deadline = Date.now() + PUBLISHED_MS
  for (;;) {
    const snapshot = await client.snapshot(snapshotId)
    if (snapshot.commit_id !== null) return snapshot
    if (Date.now() > deadline) throw new QuickstartError(`The snapshot got no commit within ${PUBLISHED_MS / 1000} s`)
    await sleep(300)
  }
}

function needAllSucceeded(run: RunSeen, lab: Lab): void {
  if (run.targets_failed === 0 && run.targets_succeeded >= lab.devices.length) return
  throw new QuickstartError(
    `${run.targets_succeeded} of ${lab.devices.length} devices were backed up, ${run.targets_failed} failed`,
  )
}

/** What has to be the same when the lab comes back. */
export const keptOf = (lab: Lab) => ({
  secretSeed: lab.secretSeed,
  ports: Object.fromEntries(lab.devices.map(({ hostname, port }) => [hostname, port])),
  hostKeys: Object.fromEntries(lab.devices.map(({ hostname, hostKeys }) => [hostname, hostKeys])),
  edits: lab.edits,
})
