import { DeviceError } from '../errors.ts'

/** ssh2 throws where it is asked for something after the device hung up. */
export const asking = <T>(
  ask: (resolve: (value: T) => void, reject: (error: DeviceError) => void) => void,
): Promise<T> =>
  new Promise((resolve, reject) => {
    try {
      ask(resolve, reject)
    } catch (cause) {
      reject(new DeviceError('closed', 'the other side hung up after the login', { phase: 'login' }, { cause }))
    }
  })
