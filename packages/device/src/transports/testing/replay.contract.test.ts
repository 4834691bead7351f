import { replayTranscript } from '../../testing/replay-transcript.ts'
import { testChannel } from './transport-contract.ts'

testChannel({
  name: 'a replayed transcript',
  open: async (pieces, then) => {
    const events = [{ at: 0, say: Buffer.concat(pieces).toString('latin1') }]
    const channel = then === 'end' ? { command: 'show it', events, exit: { status: 0, signal: null } } : { events }
    const transport = replayTranscript(
      { platform: 'cisco_ios', ident: 'SSH-2.0-Cisco-1.25', channels: [channel] },
      { chunkBytes: () => 7 },
    )
    const opened = then === 'end' ? await transport.exec('show it') : await transport.openShell()
    if (!opened) throw new Error('the transcript has no such channel')
    return { transport, channel: opened, [Symbol.asyncDispose]: transport.close }
  },
})
