import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, openTestApi, sw1, type TestApi } from '../testing/open-test-api.ts'

let api: TestApi
let admin: Call

beforeAll(async () => {
  api = await openTestApi()
  admin = await api.as('admin')
})
afterAll(() => api[Symbol.asyncDispose]())

describe('import and export', () => {
  const csv = [
    'hostname,address,platform,port,tags,enabled,title',
    'imp-1,192.0.2.11,frr,2222,lab;core,yes,',
    'bad name!,192.0.2.12,frr,,,,Old Name',
    'imp-3,192.0.2.13,windows,,,,',
    'IMP-1,192.0.2.14,frr,,,,',
    'imp-5,192.0.2.15,frr,99999,,maybe,',
  ].join('\n')

  it('previews without writing, then adds the good rows and gives the bad ones back', async () => {
    const preview = await admin('POST', '/devices/import', { csv, preview: true })
    expect(preview.body).toMatchObject({ preview: true, created: 0, valid: 1, refused: 4 })
    const { body } = await admin('POST', '/devices/import', { csv })
    expect(body).toMatchObject({ created: 1, refused: 4 })
    expect(body.rows[0]).toMatchObject({ row: 1, status: 'created', hostname: 'imp-1' })
    expect(body.rows[1]).toMatchObject({
      suggested: { hostname: 'bad-name', title: 'Old Name' },
      given: { hostname: 'bad name!', address: '192.0.2.12' },
    })
    expect(body.rows[2].faults[0]).toMatchObject({ field: 'platform' })
    expect(body.rows[3].faults[0]).toMatchObject({ field: 'hostname' })
    expect(body.rows[4].faults.map((fault: { field: string }) => fault.field)).toEqual(['port', 'enabled'])
    expect((await admin('GET', '/devices?hostname=imp-1')).body.items[0]).toMatchObject({
      port: 2222,
      tags: ['core', 'lab'],
    })
    const again = await admin('POST', '/devices/import', { csv })
    expect(again.body).toMatchObject({ created: 0, refused: 5 })
  })

  it('takes JSON too, and either of both', async () => {
    const devices = [{ hostname: 'json-1', address: '192.0.2.31', platform: 'linux', tags: ['lab'] }]
    expect((await admin('POST', '/devices/import', { devices })).body).toMatchObject({ created: 1 })
    expect((await admin('POST', '/devices/import', { devices, csv })).status).toBe(400)
    expect((await admin('POST', '/devices/import', {})).status).toBe(400)
    expect((await admin('POST', '/devices/import', { csv: 'a,"b\n1' })).body.error.message).toContain('not a CSV')
  })

  it('exports what an import takes back, with no cell that a spreadsheet would run', async () => {
    for (const [index, title] of ['=1+1', '+1', '-1', '@x', "'quoted"].entries()) {
      await admin('POST', '/devices', { ...sw1, hostname: `formula-${index}`, title })
    }
    const { text, headers } = await admin('GET', '/devices/export')
    expect(headers['content-disposition']).toContain('attachment')
    expect(headers['content-type']).toContain('text/csv')
    for (const line of text.split('\n'))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+@\t\r]|^"?-\d/)
    await using fresh = await openTestApi()
    const result = await fresh.atHome('POST', '/devices/import', { csv: text })
    expect(result.body.refused).toBe(0)
    expect((await fresh.atHome('GET', '/devices?hostname=formula-0')).body.items[0].title).toBe('=1+1')
  })
})
