/** JSON in one line that a terminal shows and never obeys: JSON escapes C0 controls itself; DEL, C1 and the line
 *  separators of Unicode it leaves to us. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
