export { complete } from './complete/complete.ts'
export type { Completeness, CompletenessEvidence, CompletenessRule, Proof } from './complete/complete.ts'
export type { Structure } from './complete/structure.ts'
export { volatileLines, withoutVolatile } from './volatile/volatile.ts'
