import { describe, expect, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { apiSamples } from './samples.ts'
import { visitApi } from './visit-api.ts'

describe.each(apiSamples)('$name', (sample) => {
  it('brings the configuration home whole, byte for byte, and proves it', async () => {
    await using server = await startApiServer({ vendor: sample.vendor() })
    await using session = await visitApi(server, sample)
    const { bytes, complete } = await session.getConfig('running')
    expect(bytes.toString()).toBe(sample.content.config)
    expect(complete).toEqual({ proven: true, by: sample.proof })
  })

  it('tells the facts, before and after the configuration', async () => {
    await using server = await startApiServer({ vendor: sample.vendor() })
    await using session = await visitApi(server, sample)
    expect(await session.facts()).toEqual(sample.facts)
    await session.getConfig('running')
    expect(await session.facts()).toEqual(sample.facts)
  })

  it('uses one connection for a visit and leaves none behind', async () => {
    await using server = await startApiServer({ vendor: sample.vendor() })
    const session = await visitApi(server, sample)
    await session.getConfig('running')
    await session.facts()
    expect(server.seen).toMatchObject({ connections: 1, open: 1 })
    await session[Symbol.asyncDispose]()
    await server.allClosed()
    expect(server.seen.open).toBe(0)
  })

  it('keeps every secret out of the URL', async () => {
    await using server = await startApiServer({ vendor: sample.vendor() })
    await using session = await visitApi(server, sample)
    await session.getConfig('running')
    const urls = server.seen.questions
      .map(({ path, query }) => decodeURIComponent(`${path}?${query.toString()}`))
      .join('\n')
    expect(urls).not.toContain(sample.content.password)
    expect(urls).not.toContain(sample.content.token)
    expect(server.seen.questions.length).toBeGreaterThan(0)
  })

  it('is read twice where nothing marks the end of an answer', async () => {
    await using server = await startApiServer({ vendor: sample.vendor() })
    await using session = await visitApi(server, sample)
    server.setFault({ kind: 'unmarked' })
    const { complete, reads } = await session.getConfig('running')
    expect({ proven: complete.proven, reads }).toEqual({ proven: true, reads: sample.marksItself ? 1 : 2 })
  })

  it('streams the answer to a question', async () => {
    await using server = await startApiServer({ vendor: sample.vendor() })
    await using session = await visitApi(server, sample)
    const { command } = await session.getConfig('running')
    const pieces: Buffer[] = []
    for await (const piece of session.stream(command)) pieces.push(piece)
    expect(Buffer.concat(pieces).toString()).toBe(sample.content.config)
  })
})
