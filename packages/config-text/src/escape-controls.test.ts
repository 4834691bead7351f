import { expect, it } from 'vitest'
import { escapeControls } from './escape-controls.ts'

it('writes out what could steer a terminal', () => {
  expect(escapeControls('a\u001b[2J\u009bm\u0000\u007f\r')).toBe('a\\x1b[2J\\x9bm\\x00\\x7f\\x0d')
  expect(escapeControls('\u202eevil')).toBe('\\u202eevil')
})

it('leaves line feeds, tabs and other scripts', () => {
  expect(escapeControls('ä\t日本\n')).toBe('ä\t日本\n')
})
