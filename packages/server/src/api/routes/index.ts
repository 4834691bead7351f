import type { Api } from '../api.ts'
import type { RouteParts } from '../route-parts.ts'
import { archiveRoutes } from './archive.ts'
import { auditRoutes } from './audits.ts'
import { authRoutes } from './auth.ts'
import { credentialRoutes } from './credentials.ts'
import { deviceImportRoutes } from './device-import.ts'
import { deviceRoutes } from './devices.ts'
import { hostKeyRoutes } from './host-keys.ts'
import { jobRoutes } from './jobs.ts'
import { logRoutes } from './logs.ts'
import { platformRoutes } from './platforms.ts'
import { quarantineRoutes } from './quarantine.ts'
import { runRoutes } from './runs.ts'
import { settingRoutes } from './settings.ts'
import { setupRoutes } from './setup.ts'
import { snapshotRoutes } from './snapshots.ts'
import { probeRoutes, systemRoutes } from './system.ts'
import { tagRoutes } from './tags.ts'
import { userRoutes } from './users.ts'

const resources = [
  setupRoutes,
  authRoutes,
  userRoutes,
  tagRoutes,
  credentialRoutes,
  deviceRoutes,
  deviceImportRoutes,
  hostKeyRoutes,
  jobRoutes,
  runRoutes,
  snapshotRoutes,
  quarantineRoutes,
  logRoutes,
  auditRoutes,
  settingRoutes,
  platformRoutes,
  systemRoutes,
  archiveRoutes,
  probeRoutes,
]

/** One file a resource; the path of a route is its address below /api/v1. Probes also answer at the root. */
export function registerRoutes(app: Api, parts: RouteParts): void {
  for (const routes of resources) void app.register(async (scope) => routes(scope as Api, parts), { prefix: '/api/v1' })
  void app.register(async (scope) => probeRoutes(scope as Api, parts))
}
