import type { Line } from './line.ts'

const LEAVE_MS = 300
/** Longest for a command to leave, whatever the device says to it. */
const MOST_MS = 2000

const SAVE = /\bsav(?:e|ed|ing)\b[^\n]{0,80}(?:[?:\])]|\by(?:es)?\/n(?:o)?\b)\s*$/i
const REALLY = /\blog ?(?:out|off)\b[^\n]{0,60}(?:[[(]y(?:es)?\/n(?:o)?[\])]|\by\/n\b)[^\n]{0,4}$/i

/** Leaves one level after the other; a question about saving is answered with no. Never waits long, never fails. */
export async function leaveShell(line: Line): Promise<void> {
  const { channel, platform } = line
  try {
    for (const command of platform.leave) {
      line.terminal.clear()
      channel.write(command + platform.newline)
      await answerQuestions(line)
    }
  } catch {
    // the line is being given up anyway
  }
  channel.close()
}

async function answerQuestions({ channel, terminal, platform }: Line): Promise<void> {
  const deadline = Date.now() + MOST_MS
  while (Date.now() < deadline) {
    const chunk = await channel.read(LEAVE_MS)
    if (!(chunk instanceof Buffer)) return
    terminal.write(chunk.toString('latin1'))
    const last = terminal.current.slice(-400)
    if (SAVE.test(last)) channel.write(`n${platform.newline}`)
    else if (REALLY.test(last)) channel.write(`y${platform.newline}`)
    else if (last !== '' && terminal.finished > 0) return
  }
}
