import { describe, expect, it } from 'vitest'
import { createScrollback } from './scrollback.ts'

describe('what has left the screen', () => {
  it('is the same whether it came line by line or in blocks', () => {
    const lines = Array.from({ length: 2000 }, (_, at) => (at % 7 === 0 ? '' : `line ${at}`))
    const single = createScrollback()
    for (const line of lines) single.push(line)
    const blocks = createScrollback()
    for (let at = 0; at < lines.length; at += 137) blocks.pushBlock(`${lines.slice(at, at + 137).join('\n')}\n`)
    for (const back of [single, blocks]) {
      expect(back).toMatchObject({ finished: 2000, widest: 9 })
      expect(back.last(3)).toEqual(lines.slice(-3))
      expect(back.last(1500)).toEqual(lines.slice(-1500))
      expect(back.take()).toBe(`${lines.join('\n')}\n`)
    }
  })

  it('gives fewer lines where there are not so many, and none once they were taken', () => {
    const back = createScrollback()
    expect(back.last(5)).toEqual([])
    back.push('a')
    expect(back.last(5)).toEqual(['a'])
    back.take()
    expect(back.last(5)).toEqual([])
    expect(back.finished).toBe(1)
  })
})
