import type { RuleTester } from 'oxlint/plugins-dev'

/** A rule as oxlint takes it; its types come from oxlint's own rule tester. */
export type Rule = Extract<Parameters<RuleTester['run']>[1], { create: unknown }>
export type Visitor = ReturnType<Rule['create']>

type NodeOf<Kind extends keyof Visitor> = Parameters<NonNullable<Visitor[Kind]>>[0]
export type CallExpression = NodeOf<'CallExpression'>
export type ImportDeclaration = NodeOf<'ImportDeclaration'>
export type Expression = CallExpression['arguments'][number]

/** The name that an import specifier takes from its module: `*` for a namespace, `default` for a default import. */
export function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value
}
