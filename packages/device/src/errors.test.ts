import { describe, expect, it } from 'vitest'
import { DeviceError } from './errors.ts'

describe('a DeviceError', () => {
  it('quotes a device in one line, without what a terminal would obey', () => {
    const said = 'no\r\nnetraven: all is well\x1b]0;owned\x07\x9b2J\x00'
    const { message, details } = new DeviceError('rejected', `the device said "${said}"`, { hint: said })
    expect(message).toBe('the device said "no netraven: all is well\\x1b]0;owned\\x07\\x9b2J\\x00"')
    expect(details.hint).toBe('no netraven: all is well\\x1b]0;owned\\x07\\x9b2J\\x00')
  })

  it('does not grow with what the device sends', () => {
    const { message } = new DeviceError('rejected', 'y'.repeat(2_000_000))
    expect(message).toHaveLength(1000)
    expect(message.endsWith('…')).toBe(true)
  })

  it('says the same when details are added', () => {
    const error = new DeviceError('closed', `\x1b ${'y'.repeat(2000)}`)
    expect(error.with({ host: 'h' }).message).toBe(error.message)
  })
})
