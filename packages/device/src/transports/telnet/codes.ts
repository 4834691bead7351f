/** Telnet's commands. Source: RFC 854. */
export const COMMAND = { se: 240, nop: 241, sb: 250, will: 251, wont: 252, do: 253, dont: 254, iac: 255 } as const

/** The options that are understood. Source: RFC 856, 857, 858, 1091 and 1073. */
export const OPTION = { binary: 0, echo: 1, suppressGoAhead: 3, terminalType: 24, windowSize: 31 } as const

/** Words inside a terminal type's subnegotiation. Source: RFC 1091. */
export const TERMINAL_TYPE = { is: 0, send: 1 } as const

/** A command that has no answer and changes nothing: the keep-alive. */
export const NO_OPERATION = Buffer.from([COMMAND.iac, COMMAND.nop])
