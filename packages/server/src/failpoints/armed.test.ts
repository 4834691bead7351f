import { afterEach, describe, expect, it, vi } from 'vitest'
import { failpoint, failpointsArmed } from './none.ts'

const arm = async (terms: string) => {
  vi.resetModules()
  vi.stubEnv('NETRAVEN_FAILPOINTS', terms)
  return import('./armed.ts')
}

describe('failpoints', () => {
  afterEach(() => void vi.unstubAllEnvs())

  it('do nothing in a normal start, whatever the environment says', async () => {
    vi.stubEnv('NETRAVEN_FAILPOINTS', 'worker.claimed=throw')
    expect(failpointsArmed).toBe(false)
    await expect(failpoint('worker.claimed')).resolves.toBeUndefined()
    const { failpointsArmed: inThisProgram } = await import('#failpoints')
    expect(inThisProgram).toBe(false)
  })

  it('act at the passage they name, and at no other', async () => {
    const armed = await arm('worker.claimed=throw@2;worker.kept=throw')
    await expect(armed.failpoint('worker.claimed')).resolves.toBeUndefined()
    await expect(armed.failpoint('worker.claimed')).rejects.toThrow('failpoint worker.claimed')
    await expect(armed.failpoint('worker.claimed')).resolves.toBeUndefined()
    await expect(armed.failpoint('worker.kept')).rejects.toThrow('failpoint worker.kept')
    await expect(armed.failpoint('worker.redacted')).resolves.toBeUndefined()
  })

  it('may wait, or never come back', async () => {
    const armed = await arm('a=delay:50;b=hang')
    const began = performance.now()
    await armed.failpoint('a')
    expect(performance.now() - began).toBeGreaterThan(45)
    const hung = await Promise.race([
      armed.failpoint('b').then(() => 'came back'),
      armed.failpoint('c').then(() => 'hangs'),
    ])
    expect(hung).toBe('hangs')
  })

  it('kill this process as no signal handler could stop it', async () => {
    const kill = vi.spyOn(process, 'kill').mockImplementation(() => true)
    const armed = await arm('a=kill')
    void armed.failpoint('a')
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL')
    kill.mockRestore()
  })
})
