import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Makes an empty database on the test server and returns its URL. */
export async function createDatabase(): Promise<string> {
  const server = process.env['NETRAVEN_TEST_DATABASE_URL']
  if (!server) throw new Error('NETRAVEN_TEST_DATABASE_URL is not set')
  const name = `e2e_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
