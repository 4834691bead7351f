/** A small generator of numbers in [0, 1), so that a failure can be repeated: mulberry32. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What a hostile or broken device is made of: pieces of sequences, pagers, prompts, questions and refusals. */
const TOKENS: readonly string[] = [
  ['\r', '\n', '\r\n', '\r\r\n', '\b', '\b \b', '\t', '\0', '\x07', '\x7f', '\x1b', '\x9b', '\x9d', '\x90'],
  ['\x1b[', '\x1b[K', '\x1b[2K', '\x1b[1K', '\x1b[J', '\x1b[H', '\x1b[24;1H', '\x1b[5;80f', '\x1b[3C', '\x1b[16D'],
  ['\x1b[7m', '\x1b[27m', '\x1b[0m', '\x1b[99999999999C', '\x1b[1;2;3;4;5m', '\x1bE', '\x1bM', '\x1b[1L', '\x1b[6n'],
  ['\x1b]0;title\x07', '\x1b]0;never', '\x1bP+q', '\x1b\\', '\x1b[?2004h', '\x1b[?1l\x1b>', '\x1b(B', '\x1b[;;;'],
  ['edge1# ', 'edge1#', 'edge1> ', 'edge1(config)# ', '> ', '# ', '<a>', '[a]', 'edge1# show run', 'edge2# ', ':'],
  ['--More--', ' --More-- ', '<--- More --->', '---- More ----', 'lines 1-23', '(END)', 'Press any key to continue'],
  ['Password: ', 'Username: ', 'Do you want to save? [y/n]: ', 'New password: ', '% Invalid input', 'end', 'return'],
  ['show run', 'interface a', ' description b', '!', '\xc3', '\xe2\x82', '\xff', '\xc4\x9b', '{', '}', '"', ' '],
].flat()

/** One stream of such bytes, one character each. */
export function hostileBytes(next: () => number, tokens: number): string {
  let bytes = ''
  for (let left = tokens; left > 0; left--) {
    const at = Math.floor(next() * (TOKENS.length + 4))
    bytes += TOKENS[at] ?? String.fromCharCode(Math.floor(next() * 256)).repeat(1 + Math.floor(next() * 5))
  }
  return bytes
}

/** The same bytes in pieces of random length. */
export function inPieces(bytes: string, next: () => number, longest = 9): string[] {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length;) {
    const size = 1 + Math.floor(next() * longest)
    pieces.push(bytes.slice(at, at + size))
    at += size
  }
  return pieces
}
