import { firstLight } from './0001-first-light/first-light.ts'
import { reach } from './0002-reach.ts'
import type { SchemaStep } from './schema-step.ts'

/** Every step, in order. */
export const steps: readonly SchemaStep[] = [firstLight, reach]
