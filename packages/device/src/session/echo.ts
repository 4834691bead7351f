const MAX_WRAPPED = 20

/** Drops the echo of a command: the first rendered lines if they are the command, whole or wrapped, with or without the prompt before it. */
export function withoutEcho(lines: readonly string[], command: string, prompt: string): readonly string[] {
  const wanted = squeeze(command)
  if (wanted === '') return lines
  for (let skipped = 0; skipped <= Math.min(2, lines.length - 1); skipped++) {
    const taken = echoLength(lines, skipped, wanted, squeeze(prompt))
    if (taken > 0) return lines.slice(skipped + taken)
    const first = (lines[skipped] ?? '').trim()
    if (first !== '' && squeeze(first) !== squeeze(prompt)) break
  }
  return lines
}

/** How many lines from `from` hold exactly the command. */
function echoLength(lines: readonly string[], from: number, wanted: string, prompt: string): number {
  let joined = ''
  for (let count = 1; count <= MAX_WRAPPED && from + count <= lines.length; count++) {
    joined += squeeze(lines[from + count - 1] ?? '')
    if (joined === wanted || joined === prompt + wanted) return count
    if (joined.length > wanted.length + prompt.length) return 0
  }
  return 0
}

const squeeze = (text: string): string => text.replace(/\s+/g, '')
