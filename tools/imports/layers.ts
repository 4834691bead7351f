/** The folders of packages/server/src from top to bottom, as ARCHITECTURE.md tells them. Imports go down only. */
export const layers = [
  { name: 'main', folders: ['main'], apart: false },
  { name: 'wiring', folders: ['wiring'], apart: false },
  { name: 'roles', folders: ['api', 'scheduler', 'worker', 'cli'], apart: true },
  {
    name: 'acts',
    folders: ['runs', 'jobs', 'snapshots', 'archive', 'credentials', 'auth', 'notify', 'inventory'],
    apart: true,
  },
  { name: 'memory', folders: ['store', 'queue'], apart: false },
  {
    name: 'ground',
    folders: ['db', 'config', 'log', 'crypto', 'text', 'templates', 'publication', 'errors', 'failpoints'],
    apart: false,
  },
] as const satisfies readonly Layer[]

type Layer = {
  readonly name: string
  readonly folders: readonly string[]
  /** True where no folder of the layer may import another one of it. */
  readonly apart: boolean
}

/** The packages and what each may import of the others. */
export const packages = [
  { name: 'server', imports: ['device', 'config-text', 'contract'] },
  { name: 'device', imports: ['config-text'] },
  { name: 'config-text', imports: [] },
  { name: 'contract', imports: [] },
] as const satisfies readonly { readonly name: string; readonly imports: readonly string[] }[]
