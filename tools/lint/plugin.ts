import { cognitiveComplexity } from './cognitive-complexity.ts'
import { noBuiltSql, noEnvironment, noShell, oneOpener, oneSshFactory, oneUnlocker } from './doors.ts'
import type { Rule } from './rule.ts'

/** The project's own lint rules, under the prefix `netraven/`. */
const plugin: { meta: { name: string }; rules: Record<string, Rule> } = {
  meta: { name: 'netraven' },
  rules: {
    'cognitive-complexity': cognitiveComplexity,
    'one-ssh-factory': oneSshFactory,
    'one-opener': oneOpener,
    'one-unlocker': oneUnlocker,
    'no-shell': noShell,
    'no-built-sql': noBuiltSql,
    'no-environment': noEnvironment,
  },
}

export default plugin
