import { expect, it } from 'vitest'
import { PLATFORMS } from '../registry.ts'
import { logIn, secret, stopClocks } from './testing/scripted-login.ts'

stopClocks()

const asking = PLATFORMS.filter(
  ({ transports, login, inShell }) => transports.includes('telnet') || login === 'in-shell' || inShell,
)
const dresses = [
  ['Username:', 'Password:'],
  ['login: ', 'Password: '],
  ['User Name:', 'User password:'],
] as const

it.each(asking.map((platform) => [platform.id, platform] as const))(
  'logs in to %s by the usual questions, and reaches its prompt',
  async (_id, platform) => {
    const prompt = `sw1${platform.prompt.ends[0] ?? ''} `
    for (const [user, password] of dresses) {
      const answers = [[`\r\n${password}`], [`\r\n${prompt}`]]
      expect(await logIn({ platform, greeting: [`\r\nWelcome\r\n${user}`], answers })).toMatchObject({
        typed: [`backup${platform.usernameSuffix}${platform.newline}`, `${secret}${platform.newline}`],
        prompt,
        error: undefined,
      })
    }
  },
)
