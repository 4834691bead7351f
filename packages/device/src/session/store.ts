/** Where a large text lies until it is whole: outside the heap, in one piece that grows in place, so that it is never there twice. */
export interface Store {
  /** Bytes kept. */
  readonly size: number
  /** Takes text, one character per byte. */
  add(text: string): void
  /** The end of what is kept. */
  tail(bytes: number): string
  /** Takes everything away; the memory is free at once. */
  take(): string
}

/** Address space that is reserved first; memory is used as it fills. */
const FIRST_LIMIT = 256 * 1024 * 1024

export function createStore(): Store {
  let memory: ArrayBuffer | undefined
  let size = 0

  const room = (bytes: number): ArrayBuffer => {
    const known = memory ?? new ArrayBuffer(0, { maxByteLength: Math.max(FIRST_LIMIT, bytes) })
    memory = known.maxByteLength >= bytes ? known : moved(known, bytes)
    memory.resize(bytes)
    return memory
  }
  const read = (from: number) => (memory ? Buffer.from(memory, from, size - from).toString('latin1') : '')
  const empty = () => {
    memory?.resize(0)
    memory = undefined
    size = 0
  }
  return {
    get size() {
      return size
    },
    add: (text) => {
      Buffer.from(room(size + text.length), size, text.length).write(text, 'latin1')
      size += text.length
    },
    tail: (bytes) => read(Math.max(0, size - bytes)),
    take: () => {
      const text = read(0)
      empty()
      return text
    },
  }
}

/** The same bytes where there is room for at least so many, and for as many again. */
function moved(full: ArrayBuffer, bytes: number): ArrayBuffer {
  const next = new ArrayBuffer(full.byteLength, { maxByteLength: bytes * 2 })
  new Uint8Array(next).set(new Uint8Array(full))
  full.resize(0)
  return next
}
