import type { Platform, TransportName } from '../../platform.ts'

/** The platform as it is over a transport: an HTTP API may have artifacts, facts and proofs of its own, and needs no session commands. */
export function platformOver(platform: Platform, transport: TransportName): Platform {
  if (transport !== 'http' || !platform.http) return platform
  const { api: _api, ...own } = platform.http
  return { ...platform, exec: true, login: 'ssh', prepare: [], loginAnswers: [], ...own }
}
