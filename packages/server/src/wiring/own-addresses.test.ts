import { describe, expect, it } from 'vitest'
import { loadConfig } from '../config/load.ts'
import { ownAddresses } from './own-addresses.ts'

const own = (env: Record<string, string>) => ownAddresses(loadConfig({ env, cwd: '/nowhere' }))
const api = { host: '127.0.0.1', port: 8480 }

describe('ownAddresses', () => {
  it('are those of the API and of the database', () => {
    expect(own({})).toEqual([api])
    expect(own({ NETRAVEN_DATABASE_URL: 'postgres://u:p@db.example/netraven' })).toEqual([
      api,
      { host: 'db.example', port: 5432 },
    ])
    expect(own({ NETRAVEN_DATABASE_URL: 'postgres://[2001:db8::5]:6000/n', NETRAVEN_API__HOST: '0.0.0.0' })).toEqual([
      { host: '0.0.0.0', port: 8480 },
      { host: '2001:db8::5', port: 6000 },
    ])
    expect(own({ NETRAVEN_DATABASE_URL: 'postgres:///netraven?host=/run/postgresql' })).toEqual([api])
  })
})
