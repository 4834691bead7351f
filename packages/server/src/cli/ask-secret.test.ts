import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { askSecret } from './ask-secret.ts'

async function ask(typed: string) {
  const stderr = new PassThrough()
  const around = {
    environment: {},
    homeFolder: '/nonexistent',
    osUser: 'olive',
    stdin: Object.assign(new PassThrough(), { isTTY: true }),
    stdout: new PassThrough(),
    stderr,
    signal: new AbortController().signal,
    exitWith: () => {},
  }
  around.stdin.write(typed)
  const answer = await askSecret('Password: ', around).catch((error: unknown) => error)
  stderr.end()
  return { answer, shown: await text(stderr) }
}

it('takes a line and shows nothing of it', async () => {
  expect(await ask('canary\r')).toEqual({ answer: 'canary', shown: 'Password: \n' })
})

it.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s ends the command as an interruption', async (_name, typed) => {
  expect((await ask(typed)).answer).toMatchObject({ exitCode: 130 })
})
