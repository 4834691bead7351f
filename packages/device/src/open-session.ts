import type { DeviceErrorDetails } from './errors.ts'
import { DeviceError } from './errors.ts'
import { DEFAULT_BUDGETS } from './budgets.ts'
import { detectPlatform, type Detection, type DetectOptions } from './detect/detect-platform.ts'
import type { Platform } from './platform.ts'
import type { Recorder } from './recording/recorder.ts'
import { findPlatform, type PlatformId } from './registry.ts'
import { createSession, type Session } from './session/session.ts'
import { connect, defaultPort } from './transports/connect.ts'

/** How to open a session. */
export interface OpenSessionOptions extends DetectOptions {
  /** A platform, its id, an alias, or `auto` to find out. */
  readonly platform: Platform | PlatformId | 'auto' | (string & {})
  readonly enableSecret?: () => string | Promise<string>
  /** Hears what detection found, under `auto`. */
  readonly onDetected?: (detection: Detection) => void
  /** Writes the session down, such as `createRecorder()`; detection is not part of it. */
  readonly recorder?: Recorder
}

/** Connects, logs in and reaches the home mode.
 *  @example
 *  await using session = await openSession({
 *    host: '192.0.2.7', platform: 'cisco_ios', credential: { username, password: () => unlock() }, hostKey: tofu(store) })
 *  const config = await session.getConfig('running') */
export async function openSession(options: OpenSessionOptions): Promise<Session> {
  const details = { host: options.host, port: options.port ?? defaultPort(options.transport, options.tls) }
  if (options.platform === 'auto') return openDetected(options, details)
  const platform = typeof options.platform === 'string' ? platformNamed(options.platform, details) : options.platform
  return openAs(platform, options, details)
}

async function openAs(platform: Platform, options: OpenSessionOptions, details: DeviceErrorDetails): Promise<Session> {
  const { recorder } = options
  const login = recorder?.learnFrom(options) ?? options
  const connected = await connect(login, platform)
  const transport = recorder?.listen(connected, platform) ?? connected
  try {
    const { budgets, credential, enableSecret } = login
    return await createSession({ transport, platform, budgets, credential, enableSecret, details })
  } catch (error) {
    await transport.close()
    throw error
  }
}

/** Detection takes a visit of its own, so that the session begins like any other; the time it takes counts. */
async function openDetected(options: OpenSessionOptions, details: DeviceErrorDetails): Promise<Session> {
  const started = Date.now()
  const detection = await detectPlatform(options)
  options.onDetected?.(detection)
  const { totalMs = DEFAULT_BUDGETS.totalMs } = options.budgets ?? {}
  const leftMs = Math.max(1, totalMs - (Date.now() - started))
  return openAs(detection.platform, { ...options, budgets: { ...options.budgets, totalMs: leftMs } }, details)
}

function platformNamed(name: string, details: DeviceErrorDetails): Platform {
  const platform = findPlatform(name)
  if (platform) return platform
  throw new DeviceError('unsupported', `no platform is called "${name}"`, {
    ...details,
    hint: '"netraven platforms" lists them; "generic" takes an unknown device',
  })
}
