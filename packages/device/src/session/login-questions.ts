import type { Platform } from '../platform.ts'
import type { Terminal } from './terminal.ts'

/** A question that devices of many kinds ask at login, before their first prompt. */
interface LoginQuestion {
  readonly asks: RegExp
  /** What is typed at it, before the end of the line. */
  readonly type: string
}

/** Answers that change nothing: a banner is accepted, everything else is declined. */
const QUESTIONS: readonly LoginQuestion[] = [
  {
    asks: /\b(?:press|hit|strike|type) (?:any key|enter|return|<enter>|<return>|<cr>|\[enter\]|the (?:enter|return) key)(?!\w)[^\n]{0,80}$/i,
    type: '',
  },
  { asks: /\bpress '?a'? to accept\b[^\n]{0,20}$/i, type: 'a' },
  { asks: /\blicen[cs]e\b[^\n]{0,80}[[(]y(?:es)?\/n(?:o)?[\])][^\n]{0,4}$/i, type: 'n' },
  {
    asks: /\b(?:change|reset|modify)\b[^\n]{0,60}\bpassword\b[^\n]{0,60}[[(]y(?:es)?\/n(?:o)?[\])][^\n]{0,4}$/i,
    type: 'n',
  },
  {
    asks: /\bpassword\b[^\n]{0,60}\b(?:changed?|expire[sd]?|reset)\b[^\n]{0,60}[[(]y(?:es)?\/n(?:o)?[\])][^\n]{0,4}$/i,
    type: 'n',
  },
  { asks: /\b(?:accept|agree|acknowledge|consent)\b[^\n]{0,80}[[(]yes\/no[\])][^\n]{0,4}$/i, type: 'yes' },
  { asks: /\b(?:accept|agree|acknowledge|consent)\b[^\n]{0,80}[[(]y\/n[\])][^\n]{0,4}$/i, type: 'y' },
]

/** A device that insists on a new password gets none. */
const NEW_PASSWORD = /\b(?:new|old|current|retype|re-enter|repeat|confirm)\b[^\n]{0,30}\bpassword\b[^\n]{0,30}[:>]\s*$/i

/** What is typed at a question that most devices mean alike. */
export const commonAnswer = (line: string): LoginQuestion | undefined =>
  QUESTIONS.find(({ asks }) => asks.test(line.slice(-400)))

/** Whether the device wants a password changed before it lets anybody work. */
export const demandsNewPassword = (line: string): boolean => NEW_PASSWORD.test(line.slice(-400))

/** Lines above an empty one in which a platform's own question is looked for: a box of text may follow it. */
const LINES_ABOVE = 12

/** What is typed at a question of the platform's own: in the line of the cursor, or above it where that line is empty. */
export function ownAnswer(terminal: Terminal, { loginAnswers }: Platform): LoginQuestion | undefined {
  const { current } = terminal
  const answerTo = (line: string) => loginAnswers.find(({ asks }) => asks.test(line.slice(-4096)))
  if (current.trim() !== '' || loginAnswers.length === 0) return answerTo(current)
  return terminal
    .lastLines(LINES_ABOVE)
    .map(answerTo)
    .findLast((found) => found !== undefined)
}
