import { describe, expect, it } from 'vitest'
import { fromWire, toWire, toWireItems } from './wire.ts'

describe('names on the wire', () => {
  it('are snake_case outside and camelCase inside, at the top level only', () => {
    const inside = { deviceId: 'x', blobSha256: 'y', details: { keptName: 1 } }
    expect(toWire(inside)).toEqual({ device_id: 'x', blob_sha256: 'y', details: { keptName: 1 } })
    expect(fromWire({ all_devices: true, max_parallel: null, name: undefined })).toEqual({
      allDevices: true,
      maxParallel: null,
    })
  })

  it('keep what a page says about itself', () => {
    expect(toWireItems({ items: [{ jobName: 'a' }], total: 1 })).toEqual({ items: [{ job_name: 'a' }], total: 1 })
  })
})
