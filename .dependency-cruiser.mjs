import { rules } from './tools/imports/rules.ts'

export default {
  forbidden: rules.map(({ name, from, to }) => ({ name, severity: 'error', from, to })),
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: true, // type-only imports count too
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages/[^/]+|lab)/dist/' }, // anchored: node_modules/*/dist/ must stay visible
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['netraven-source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
}
