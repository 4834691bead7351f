export { DEFAULT_BUDGETS, type Budgets } from './budgets.ts'
export {
  DeviceError,
  escapeControls,
  type DeviceErrorDetails,
  type DeviceErrorKind,
  type VisitPhase,
} from './errors.ts'
export { detectPlatform, type DetectOptions, type Detection } from './detect/detect-platform.ts'
export type { Candidate, Evidence, Finding } from './detect/finding.ts'
export { openSession, type OpenSessionOptions } from './open-session.ts'
export {
  definePlatform,
  type ArtifactName,
  type ArtifactStep,
  type HttpApi,
  type HttpLogin,
  type OverHttp,
  type Platform,
  type PlatformDefinition,
  type TransportName,
} from './platform.ts'
export { PROOFS, type PlatformProof } from './proofs.ts'
export { createRecorder, type Recorder } from './recording/recorder.ts'
export type { Transcript } from './recording/transcript.ts'
export { findPlatform, PLATFORMS, type PlatformId } from './registry.ts'
export type { Session } from './session/session.ts'
export type { Artifact, GetConfigOptions, LastGood } from './artifact/get-config.ts'
export type { Facts } from './artifact/facts.ts'
export type { AlgorithmProfile } from './transports/algorithms.ts'
export { PROFILES } from './transports/algorithms.ts'
export type { RefusedAddress } from './transports/refused-address.ts'
export { readHostKey, type HostAddress, type HostKey, type StoredHostKey } from './transports/host-key.ts'
export {
  knownHosts,
  pinned,
  tofu,
  type HostKeyPolicy,
  type HostKeyStore,
  type HostKeyVerdict,
} from './transports/host-keys.ts'
export { knownHostsLine, matchKnownHosts } from './transports/known-hosts.ts'
export type { SnmpOptions } from './transports/snmp/read-system.ts'
export type { Credential } from './transports/credential.ts'
export type { Question } from './transports/credential.ts'
export type { JumpHost } from './transports/ssh-jump.ts'
export { parseTemplate, type ParsedRecord, type Template } from './textfsm/template.ts'
export { TemplateError, type TemplateErrorKind } from './textfsm/template-error.ts'
export type { ParseLimits, Row } from './textfsm/parse-output.ts'
export type { ListItem } from './textfsm/value.ts'
export { runCommands, type CommandLine, type CommandResult, type RunOptions } from './commands/run-commands.ts'
export type { AnswerFormat, ParsedAnswer } from './commands/parse-answer.ts'
export { readXml, XmlError, type XmlElement, type XmlLimits } from './commands/xml.ts'
export { templateFor } from './templates/template-for.ts'
export { createSessionPool, type PoolState, type SessionPool, type WaitOptions } from './pool/session-pool.ts'
export { DEFAULT_POOL_LIMITS, type PoolLimits } from './pool/pool-limits.ts'
export type { PooledOptions } from './pool/pool-key.ts'
