import { DeviceError, type VisitPhase } from '../../errors.ts'
import type { HttpAnswer } from './exchange.ts'
import type { Verdict } from './judge-answer.ts'

/** The error that an answer means which is neither good nor a plain refusal. A device that is too busy to look at a credential has not
 *  refused it. */
export function turnedAway(
  where: string,
  { headers }: HttpAnswer,
  { means, words }: Verdict,
  phase: VisitPhase,
): DeviceError {
  switch (means) {
    case 'busy':
      return new DeviceError('timeout', `${where} is too busy to answer: ${words}`, { phase })
    case 'redirect':
      return new DeviceError(
        'unsupported',
        `${where} sends on to ${withoutQuery(headers['location'] ?? 'nowhere')}, which is not followed`,
        { phase, hint: 'check address, port and platform: a credential goes nowhere else' },
      )
    case 'strange':
      return new DeviceError('unsupported', `${where} answers with ${words}; this API does not`, {
        phase,
        hint: 'check the port and the platform',
      })
    default:
      return new DeviceError('auth', `${where} refused the credential: ${words}`, {
        phase: 'auth',
        hint: 'check user name and password or token, and whether the account may use the API from here',
      })
  }
}

const withoutQuery = (location: string): string => location.replace(/[?#].*/, '').slice(0, 200)
