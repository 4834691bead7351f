import { DeviceError } from '@netraven/device'
import { describe, expect, it } from 'vitest'
import { apiFaults, type ApiFaultCase } from './api-faults.ts'
import { startApiServer, type ApiServer } from './api-server.ts'
import { apiSamples, type ApiSample } from './samples.ts'
import { shortBudgets, visitApi } from './visit-api.ts'

const graceMs = 2_000
const cases = apiSamples.flatMap((sample) =>
  apiFaults
    .filter(({ platforms }) => platforms?.includes(sample.platform) ?? true)
    .map((fault) => ({ vendor: sample.name, sample, fault })),
)

async function visit(server: ApiServer, sample: ApiSample) {
  await using session = await visitApi(server, sample)
  return await session.getConfig('running') // read before the session is closed
}

/** How a visit ended, how long it took, and all that its error says. Anything but a DeviceError is a bug and is thrown. */
async function endOf(server: ApiServer, sample: ApiSample) {
  const started = performance.now()
  const took = () => performance.now() - started
  try {
    const { complete, bytes } = await visit(server, sample)
    return { end: complete.proven ? 'succeeded' : 'incomplete', kept: complete.proven, bytes, tookMs: took(), said: '' }
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error
    const { partial: _partial, ...details } = error.details
    const said = `${error.message} ${error.stack} ${JSON.stringify(details)} ${String(error.cause)}`
    return { end: error.kind, kept: false, bytes: undefined, tookMs: took(), said }
  }
}

async function tried({ fault }: ApiFaultCase, sample: ApiSample) {
  await using server = await startApiServer({ vendor: sample.vendor() })
  server.setFault(fault)
  const outcome = await endOf(server, sample)
  await server.allClosed()
  return outcome
}

describe.concurrent.each(cases)('$vendor, an API that $fault.name', ({ sample, fault }) => {
  it(`ends as ${fault.ends}, in time, with every connection closed and no secret told`, async () => {
    const { end, kept, bytes, tookMs, said } = await tried(fault, sample)
    expect({ end, said: end === fault.ends ? '' : said }).toEqual({ end: fault.ends, said: '' })
    expect(kept ? bytes?.toString() : sample.content.config).toBe(sample.content.config)
    expect(tookMs).toBeLessThan(shortBudgets.idleMs + graceMs)
    expect(said).not.toContain(sample.content.password)
    expect(said).not.toContain(sample.content.token)
  })
})
