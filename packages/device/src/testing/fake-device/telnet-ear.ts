const [IAC, DONT, WILL, SB, SE] = [255, 254, 251, 250, 240]

/** Takes a client's bytes apart: what it types, and the contrary of each option that it wants or refuses.
 *  Written on its own, so that no mistake of the real client hides behind the same one here. */
export function listenToTelnet(
  onTyped: (text: string) => void,
  onOption: (contrary: Buffer) => void,
): (bytes: Buffer) => void {
  let pending = Buffer.alloc(0)
  return (bytes) => {
    pending = Buffer.concat([pending, bytes])
    let typed = ''
    for (;;) {
      const { length, text, option } = next(pending)
      if (length === 0) break
      typed += text
      if (option) onOption(option)
      pending = pending.subarray(length)
    }
    if (typed !== '') onTyped(typed)
  }
}

/** The first whole piece; length 0 where it isn't whole yet. */
function next(bytes: Buffer): { length: number; text: string; option?: Buffer } {
  const [first, command = 0, option] = bytes
  if (first === undefined) return { length: 0, text: '' }
  if (first !== IAC) {
    const end = bytes.indexOf(IAC)
    const length = end < 0 ? bytes.length : end
    return { length, text: bytes.toString('latin1', 0, length) }
  }
  if (bytes.length < 2) return { length: 0, text: '' }
  if (command === IAC) return { length: 2, text: '\xff' }
  if (command === SB) return { length: endOfSubnegotiation(bytes), text: '' }
  if (command < WILL) return { length: 2, text: '' }
  if (option === undefined) return { length: 0, text: '' }
  return { length: 3, text: '', option: Buffer.of(IAC, contraryOf(command), option) }
}

/** WILL by DONT, WONT by DO, DO by WONT, DONT by WILL. */
const contraryOf = (command: number): number => DONT + WILL - command

function endOfSubnegotiation(bytes: Buffer): number {
  for (let at = 2; at + 1 < bytes.length; at++) {
    if (bytes[at] !== IAC) continue
    if (bytes[at + 1] === SE) return at + 2
    at += 1
  }
  return 0
}
