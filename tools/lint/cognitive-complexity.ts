import type { Rule, Visitor } from './rule.ts'

/** How hard a function is to follow: each branch or loop counts 1 and 1 more for every level it is nested in; an
 *  `else` and each change of `&&` and `||` count 1. A function inside a function is counted on its own.
 *  Source: G. A. Campbell, "Cognitive Complexity" (SonarSource), without its point for recursion. */
export const cognitiveComplexity: Rule = {
  meta: { schema: [{ type: 'object', properties: { max: { type: 'integer' } }, additionalProperties: false }] },
  create(context) {
    const max = (context.options[0] as { max: number } | undefined)?.max ?? 12
    const frames: { score: number; depth: number }[] = [{ score: 0, depth: 0 }]
    const top = () => frames.at(-1)!
    const visitor: Visitor = {}

    for (const kind of functions) {
      visitor[kind] = () => void frames.push({ score: 0, depth: 0 })
      visitor[`${kind}:exit`] = (node) => {
        const { score } = frames.pop()!
        if (score > max) context.report({ node, message: `Cognitive complexity ${score}, at most ${max}: split it.` })
      }
    }
    for (const kind of nesting) {
      visitor[kind] = () => void (top().score += 1 + top().depth++)
      visitor[`${kind}:exit`] = () => void top().depth--
    }
    visitor.IfStatement = (node) => {
      if (isElseIf(node)) top().score += 1
      else top().score += 1 + top().depth++
      if (node.alternate && node.alternate.type !== 'IfStatement') top().score += 1
    }
    visitor['IfStatement:exit'] = (node) => {
      if (!isElseIf(node)) top().depth--
    }
    visitor.LogicalExpression = (node) => {
      const parent = node.parent
      const continues = parent?.type === 'LogicalExpression' && parent.operator === node.operator
      if (node.operator !== '??' && !continues) top().score += 1
    }
    return visitor
  },
}

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'] as const

const nesting = [
  'ConditionalExpression',
  'SwitchStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'CatchClause',
] as const

type IfStatement = Parameters<NonNullable<Visitor['IfStatement']>>[0]

const isElseIf = (node: IfStatement): boolean =>
  node.parent?.type === 'IfStatement' && node.parent.alternate?.start === node.start
