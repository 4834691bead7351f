import { compileRules, mergeRules, type RuleData, type RuleSet } from './rule-set.ts'
import { cisco } from './rules/cisco.ts'
import { junos } from './rules/junos.ts'
import { frr, linux } from './rules/linux.ts'
import { others } from './rules/others.ts'
import { routeros } from './rules/routeros.ts'

/** Bare words such as `secret X` mean a secret in Junos only; elsewhere the shape of the value decides. */
const ambiguous = /^(?:secret\||password <|private key)/

const unambiguous = (data: RuleData): RuleData => ({ ...data, hide: data.hide.filter((rule) => !ambiguous.test(rule)) })

const unknown = mergeRules([others, cisco, unambiguous(junos), routeros, frr, unambiguous(linux)], {
  blocks: 'guess',
  folds: true,
})
const host = mergeRules([linux, frr], { blocks: 'indent' })
const ciscoLike = mergeRules([others, cisco], { blocks: 'indent' })
const junosLike = mergeRules([junos, others], { blocks: 'braces' })

const families: readonly (readonly [RuleData, readonly string[]])[] = [
  [cisco, ['cisco_ios', 'cisco_xe']],
  [
    ciscoLike,
    ['cisco_nxos', 'cisco_xr', 'cisco_asa', 'cisco_ftd', 'arista_eos', 'cisco_s300', 'cisco_wlc', 'dell_os6'],
  ],
  [ciscoLike, ['dell_os9', 'dell_os10', 'broadcom_icos', 'fiberstore_fsos', 'ruckus_fastiron', 'brocade_fastiron']],
  [junos, ['juniper_junos', 'juniper']],
  [junosLike, ['vyos', 'vyatta_vyos', 'ubiquiti_edgerouter']],
  [routeros, ['mikrotik_routeros']],
  [host, ['linux', 'frr', 'frrouting', 'cumulus_linux']],
]
const dataOf = new Map(families.flatMap(([data, ids]) => ids.map((id) => [id, data] as const)))
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
