import { compileRules, mergeRules, type RuleData, type RuleSet } from './rule-set.ts'
import { cisco } from './rules/cisco.ts'
import { junos } from './rules/junos.ts'
import { frr, linux } from './rules/linux.ts'
import { others } from './rules/others.ts'
import { routeros } from './rules/routeros.ts'

/** Bare words such as `secret X` mean a secret in Junos only; elsewhere the shape of the value decides. */
const ambiguous = /^\^?(?:secret\||password <|md5 #|community <|host-name|ascii-text|from community|psk\||private key)/

const unambiguous = (data: RuleData): RuleData => ({ ...data, hide: data.hide.filter((rule) => !ambiguous.test(rule)) })

const unknown = mergeRules([others, cisco, unambiguous(junos), routeros, frr, unambiguous(linux)], {
  blocks: 'guess',
  folds: true,
})

const host = mergeRules([linux, frr], { blocks: 'indent' })

const dataOf: ReadonlyMap<string, RuleData> = new Map([
  ['cisco_ios', cisco],
  ['cisco_xe', cisco],
  ['juniper_junos', junos],
  ['juniper', junos],
  ['mikrotik_routeros', routeros],
  ['frr', host],
  ['frrouting', host],
  ['linux', host],
])

const compiled = new Map<RuleData, RuleSet>()

/** The rules of a platform; those of `unknown` for every platform that has none of its own. */
export function ruleSetOf(platform: string): RuleSet {
  const data = dataOf.get(platform) ?? unknown
  const known = compiled.get(data) ?? compileRules(data)
  compiled.set(data, known)
  return known
}

/** Words of the configuration languages: never learnt as a secret. */
export function isKeyword(word: string): boolean {
  return ruleSetOf('unknown').byWord.has(word) || ruleSetOf('unknown').keywords.has(word)
}
