import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

/** A port whose connections are never answered: its thread listens and sleeps, and its queue is full. */
export interface BlackHole extends AsyncDisposable {
  readonly port: number
}

const BACKLOG = 1
const SLEEPER = `const { createServer } = require('node:net')
const { parentPort } = require('node:worker_threads')
const server = createServer().listen({ port: 0, host: '127.0.0.1', backlog: ${BACKLOG} }, () => {
  parentPort.postMessage(server.address().port)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})`

export async function openBlackHole(): Promise<BlackHole> {
  const sleeper = new Worker(SLEEPER, { eval: true })
  const [port] = (await once(sleeper, 'message')) as [number]
  const fillers: Socket[] = []
  for (let isFull = false; !isFull;) {
    const filler = connect({ host: '127.0.0.1', port })
    fillers.push(filler.on('error', () => undefined))
    isFull = !(await isAnswered(filler))
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const filler of fillers) filler.destroy()
      await sleeper.terminate()
    },
  }
}

/** On loopback a queue with room answers at once. */
async function isAnswered(socket: Socket): Promise<boolean> {
  const late = AbortSignal.timeout(200)
  try {
    await once(socket, 'connect', { signal: late })
    return true
  } catch {
    return false
  }
}
