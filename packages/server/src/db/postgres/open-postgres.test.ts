import { has } from '@netraven/tools/needs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open-database.ts'
import { openNew } from '../testing/open-test-database.ts'

describe.runIf(has('postgres'))('PostgreSQL', () => {
  let db: Awaited<ReturnType<typeof openNew>>
  const faults: string[] = []
  const another = () =>
    openDatabase({ engine: 'postgres', url: db.url, poolSize: 3, onFault: ({ message }) => faults.push(message) })

  beforeAll(async () => {
    db = await openNew()
  })
  afterAll(() => db[Symbol.asyncDispose]())

  /** Ends server processes whose last statement looks like this, as a crash of the connection would. */
  const terminate = (statement: string) =>
    db.execute(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike $1 and pid <> pg_backend_pid()',
      [statement],
    )

  it('is migrated once by four programs that start at the same moment', async () => {
    const programs = await Promise.all([1, 2, 3, 4].map(another))

    const steps = await Promise.all(programs.map((program) => migrate(program)))

    expect(steps.flat()).toEqual(['0001-first-light', '0002-reach'])
    await Promise.all(programs.map((program) => program[Symbol.asyncDispose]()))
  })

  it('hears again after the connection broke', async () => {
    await using listening = await another()
    const heard = Promise.withResolvers<string>()
    await listening.listen('revived', heard.resolve)

    await terminate('listen "revived"')
    // Notices sent while nobody listens are lost, so it is said until it is heard.
    const saying = setInterval(() => void db.notify('revived', 'yes'), 50)

    expect(await heard.promise).toBe('yes')
    clearInterval(saying)
    expect(faults.join()).toContain('terminating connection')
  })

  it('says at once that leadership was lost, and another takes it', async () => {
    await using leader = await another()
    const leadership = await leader.lead('archive')
    expect(await db.lead('archive')).toBeUndefined()
    const lost = new Promise((resolve) => leadership!.lost.addEventListener('abort', resolve, { once: true }))

    await terminate('%pg_try_advisory_lock%')
    await lost

    await using next = await db.lead('archive')
    expect(next?.lost.aborted).toBe(false)
    await leadership?.[Symbol.asyncDispose]()
  })

  it('goes on with new connections when the old ones break', async () => {
    await using program = await another()
    await program.now()

    await terminate('select clock_timestamp()%')

    await expect.poll(() => program.now().catch(() => undefined)).toBeInstanceOf(Date)
  })

  it('names host and database when it cannot be reached, and never the password', async () => {
    const url = 'postgres://alice:s3cret@127.0.0.1:1/nowhere'
    const opening = openDatabase({ engine: 'postgres', url, poolSize: 1, onFault: () => undefined })

    await expect(opening).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^(?!.*s3cret).*127\.0\.0\.1:1\/nowhere/s),
    })
  })
})
