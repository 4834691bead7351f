import { AppError } from '../errors/app-error.ts'
import type { Caller } from '../store/caller.ts'

/** What an operation has to do with tags:
 *  `none` its object belongs to no device · `visible` the stores show only what the caller's tags show ·
 *  `own` besides, the caller gives and takes only tags of their own. */
type TagRule = 'none' | 'visible' | 'own'

export interface Rule {
  /** The least role that may; `anyone` needs no login. */
  readonly role: 'anyone' | 'viewer' | 'operator' | 'admin'
  readonly tags: TagRule
  /** Takes an Idempotency-Key: done once however often it is sent. */
  readonly once?: true
}

const rule = (role: Rule['role'], tags: TagRule = 'none'): Rule => ({ role, tags })
const once = (role: Rule['role'], tags: TagRule = 'none'): Rule => ({ role, tags, once: true })

/** Who may do what: every operation of the API has its row here, and no row lacks an operation. */
export const policy = {
  getSetup: rule('anyone'),
  setUp: rule('anyone'),
  logIn: rule('anyone'),
  refresh: rule('anyone'),
  logOut: rule('anyone'),
  getMe: rule('viewer'),
  changePassword: rule('viewer'),

  listUsers: rule('admin'),
  createUser: once('admin'),

  listTags: rule('viewer', 'visible'),
  getTag: rule('viewer', 'visible'),
  createTag: once('admin'),
  renameTag: rule('admin'),
  removeTag: rule('admin'),

  listCredentials: rule('admin'),
  getCredential: rule('admin'),
  createCredential: once('admin'),
  changeCredential: rule('admin'),
  removeCredential: rule('admin'),

  listDevices: rule('viewer', 'visible'),
  getDevice: rule('viewer', 'visible'),
  exportDevices: rule('viewer', 'visible'),
  createDevice: once('operator', 'own'),
  importDevices: rule('operator', 'own'), // each row is a transaction of its own
  changeDevice: rule('operator', 'own'),
  removeDevice: rule('operator', 'visible'),
  backUpDevice: once('operator', 'visible'),
  listHostKeys: rule('viewer', 'visible'),
  acceptHostKey: rule('admin'),

  listJobs: rule('viewer', 'visible'),
  getJob: rule('viewer', 'visible'),
  createJob: once('operator', 'own'),
  changeJob: rule('operator', 'own'),
  removeJob: rule('operator', 'visible'),
  runJob: once('operator', 'visible'),
  previewFires: rule('viewer'),

  listRuns: rule('viewer', 'visible'),
  getRun: rule('viewer', 'visible'),
  createRun: once('operator', 'visible'),
  cancelRun: rule('operator', 'visible'),
  listTargets: rule('viewer', 'visible'),
  watchRun: rule('viewer', 'visible'),

  listSnapshots: rule('viewer', 'visible'),
  getSnapshot: rule('viewer', 'visible'),
  getSnapshotContent: rule('viewer', 'visible'),
  diffSnapshot: rule('viewer', 'visible'),
  revealSnapshot: rule('admin', 'visible'),
  listQuarantine: rule('operator', 'visible'),

  listLogs: rule('viewer', 'visible'),
  tailLogs: rule('viewer', 'visible'),
  listAudits: rule('admin'),

  listSettings: rule('admin'),
  setSetting: rule('admin'),
  unsetSetting: rule('admin'),
  listPlatforms: rule('viewer'),
  getHealth: rule('viewer'),
  verifyArchive: rule('admin'),
  rebuildArchive: rule('admin'),
  verifyAll: rule('admin'),
  getDocument: rule('anyone'),
  isAlive: rule('anyone'),
  isReady: rule('anyone'),
} satisfies Record<string, Rule>

export type Operation = keyof typeof policy

export const ruleOf = (operation: string): Rule | undefined => (policy as Record<string, Rule>)[operation]

const ranks = { viewer: 1, operator: 2, admin: 3 } as const

/** Throws AppError `unauthenticated` without a caller, `forbidden` with too small a role. */
export function assertAllowed(rule: Rule, caller: Caller | undefined): void {
  if (rule.role === 'anyone') return
  if (!caller)
    throw new AppError('unauthenticated', 'Log in first: POST /api/v1/auth/login, then send "Authorization: Bearer …"')
  if (ranks[caller.role] < ranks[rule.role])
    throw new AppError('forbidden', `This takes the role ${rule.role}; yours is ${caller.role}`)
}
