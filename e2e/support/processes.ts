import { createConnection } from 'node:net'

/** True when the process was there to be signalled. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** True when something on this port speaks first, as SSH servers do. */
export const whoAnswers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('data', () => resolve(socket.destroy() !== undefined)).once('error', () => resolve(false))
  })
