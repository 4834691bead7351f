import { DeviceError, type VisitPhase } from '../../errors.ts'

type NodeError = Error & { readonly code?: string; readonly reason?: string }

/** What an error of Node's HTTP client means. It is not kept as the cause: one of the parser carries the bytes it stumbled on. */
export function explainHttp(where: string, error: NodeError, phase: VisitPhase): DeviceError {
  if (error instanceof DeviceError) return error
  const code = error.code ?? ''
  if (code === 'HPE_HEADER_OVERFLOW')
    return new DeviceError('unsupported', `the headers of ${where} are over the budget`, { phase })
  if (code === 'ERR_INVALID_CHAR')
    return new DeviceError('auth', 'the credential holds characters that no header can carry', { phase: 'auth' })
  if (code.startsWith('HPE_') && !code.startsWith('HPE_INVALID_EOF'))
    return new DeviceError('unsupported', `${where} does not speak HTTP as it should: ${error.reason ?? code}`, {
      phase,
      hint: 'check the port and the platform',
    })
  return new DeviceError('closed', `${where} hung up: ${error.message}`, { phase })
}
