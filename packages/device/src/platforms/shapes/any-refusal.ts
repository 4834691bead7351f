/** The words with which command lines of any kind refuse. Spread it before a vendor's own: sister models and old releases often
 *  answer in the words of the system they were derived from. */
export const anyRefusal = [
  /^\s*\^\s*$/,
  /^[\s%#!]*(?:error: ?)?(?:invalid|incomplete|ambiguous|unrecogni[sz]ed|unknown|bad|wrong|illegal|unexpected) (?:input|command|parameter|argument|option|keyword|token|syntax|word|element)/i,
  /^[\s%#!]*(?:error: ?)?(?:syntax error|parse error|command not found|no such command|(?:permission|access) denied|not authorized|authorization failed)/i,
  /(?::|') (?:command )?not found\.?$/i,
] as const
