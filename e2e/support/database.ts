import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Makes an empty database on the test server, owned by a login of its own, and returns its URL. `password` is that
 *  login's; the server asks for it or trusts its own machine, as it is set up. */
export async function createDatabase(password = randomBytes(12).toString('hex')): Promise<string> {
  const name = `e2e_${randomBytes(6).toString('hex')}`
  await onServer(
    `create role ${name} login password ${pg.escapeLiteral(password)}`,
    `create database ${name} owner ${name}`,
  )
  const url = new URL(serverUrl())
  Object.assign(url, { username: name, password, pathname: `/${name}` })
  return url.href
}

/** Takes a database of `createDatabase` away again, with its login. */
export async function dropDatabase(url: string): Promise<void> {
  const { username: name } = new URL(url)
  await onServer(`drop database if exists ${name} with (force)`, `drop role if exists ${name}`)
}

async function onServer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

function serverUrl(): string {
  const url = process.env['NETRAVEN_TEST_DATABASE_URL']
  if (!url) throw new Error('NETRAVEN_TEST_DATABASE_URL is not set')
  return url
}
