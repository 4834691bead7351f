import { type Expression, importedName, type Rule } from './rule.ts'

/** ssh2's Client accepts any host key unless it is told otherwise, so one factory makes them all. */
export const oneSshFactory: Rule = {
  create(context) {
    const clients = new Set<string>()
    const modules = new Set<string>()
    return {
      ImportDeclaration(node) {
        if (node.source.value !== 'ssh2') return
        for (const specifier of node.specifiers) {
          const name = importedName(specifier)
          if (name === 'Client') clients.add(specifier.local.name)
          if (name === '*' || name === 'default') modules.add(specifier.local.name)
        }
      },
      NewExpression(node) {
        const [owner, name] = pathOf(node.callee)
        if ((!name && clients.has(owner)) || (modules.has(owner) && name === 'Client'))
          context.report({ node, message: 'Only packages/device/src/transports/ssh-client.ts makes SSH clients.' })
      },
    }
  },
}

/** A door for one name of a module: only the files that .oxlintrc.json exempts import it. A type passes everywhere. */
const importDoor = (module: RegExp, name: string, message: string): Rule => ({
  create: (context) => ({
    ImportDeclaration(node) {
      if (!module.test(node.source.value) || node.importKind === 'type') return
      for (const specifier of node.specifiers)
        if ([name, '*'].includes(importedName(specifier))) context.report({ node: specifier, message })
    },
  }),
})

/** Whatever reaches a device some other way goes past runs, credentials and audit. */
export const oneOpener: Rule = importDoor(
  /^@netraven\/device$/,
  'openSession',
  'Only worker/visit-device.ts and cli/one-visit.ts open a session to a device.',
)

/** Whatever opens a credential some other way leaves no audit row. */
export const oneUnlocker: Rule = importDoor(
  /\/crypto\/seal\.ts$/,
  'open',
  'Only credentials/unlock.ts opens what is sealed with a key.',
)

/** A shell reads device names and paths as commands: programs are started with argument arrays only. */
export const noShell: Rule = {
  create(context) {
    const message = 'No shell: use spawn or execFile with an argument array.'
    return {
      ImportDeclaration(node) {
        if (!/^(node:)?child_process$/.test(node.source.value)) return
        for (const specifier of node.specifiers)
          if (['exec', 'execSync', '*', 'default'].includes(importedName(specifier)))
            context.report({ node: specifier, message })
      },
      Property(node) {
        const named = node.key.type === 'Identifier' && node.key.name === 'shell'
        const off = node.value.type === 'Literal' && node.value.value === false
        if (named && !off && node.parent?.type === 'ObjectExpression' && isOptionsOfCall(node.parent.parent))
          context.report({ node, message })
      },
    }
  },
}

/** SQL text never holds a value: values are parameters, names come from the schema. */
export const noBuiltSql: Rule = {
  create: (context) => ({
    CallExpression(node) {
      const [owner, name] = pathOf(node.callee)
      const text = node.arguments[0]
      const raw = owner === 'sql' && name === 'raw' && text?.type !== 'Literal'
      const built = ['query', 'exec', 'executeSql'].includes(name ?? '') && text !== undefined && isBuilt(text)
      if (raw || built) context.report({ node, message: 'SQL is not built from strings: use parameters.' })
    },
  }),
}

/** One loader reads the environment, so that every setting has a name, a check and a source; main.ts hands it in. */
export const noEnvironment: Rule = {
  create(context) {
    const message = 'Only packages/server/src/config/load.ts reads the environment.'
    return {
      ImportDeclaration(node) {
        if (!/^(node:)?process$/.test(node.source.value)) return
        for (const specifier of node.specifiers)
          if (importedName(specifier) === 'env') context.report({ node: specifier, message })
      },
      MemberExpression(node) {
        const [owner, name] = pathOf(node)
        if (owner === 'process' && name === 'env') context.report({ node, message })
      },
      VariableDeclarator(node) {
        if (node.init?.type !== 'Identifier' || node.init.name !== 'process' || node.id.type !== 'ObjectPattern') return
        for (const property of node.id.properties)
          if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'env')
            context.report({ node: property, message })
      },
    }
  },
}

type Callee = {
  type: string
  name?: unknown
  object?: unknown
  property?: unknown
  computed?: unknown
  value?: unknown
}

/** `a.b` and `a['b']` as ['a', 'b'], `a` as ['a']; the owner of a longer path is its last-but-one name. */
function pathOf(node: unknown): [owner: string, name?: string] {
  const { type, name, object, property } = node as Callee
  if (type === 'Identifier') return [String(name)]
  if (type !== 'MemberExpression') return ['']
  const inner = property as Callee
  const owner = pathOf(object)
  return [owner[1] ?? owner[0], String(inner.type === 'Literal' ? inner.value : inner.name)]
}

const isBuilt = (text: Expression): boolean =>
  (text.type === 'TemplateLiteral' && text.expressions.length > 0) ||
  (text.type === 'BinaryExpression' && text.operator === '+')

const isOptionsOfCall = (node: unknown): boolean =>
  ['CallExpression', 'NewExpression'].includes((node as { type?: string } | null)?.type ?? '')
