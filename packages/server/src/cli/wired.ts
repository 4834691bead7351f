import type { FastifyInstance } from 'fastify'

/** Options that every command takes, before or behind its name. */
export interface GlobalOptions {
  readonly server?: string
  readonly dataDir?: string
  readonly config?: string
  readonly env?: string
  /** False with --no-input: never ask. */
  readonly input: boolean
}

export interface ListenOptions extends GlobalOptions {
  readonly host?: string
  readonly port?: number
}

export interface InitOptions extends GlobalOptions {
  readonly nonInteractive?: boolean
}

export interface WorkerOptions extends GlobalOptions {
  readonly concurrency?: number
}

/** The processes that NetRaven can be. Each runs until it is told to stop. */
export interface Roles {
  serve(options: ListenOptions): Promise<void>
  api(options: ListenOptions): Promise<void>
  scheduler(options: GlobalOptions): Promise<void>
  worker(options: WorkerOptions): Promise<void>
  init(options: InitOptions): Promise<void>
  migrate(options: GlobalOptions): Promise<void>
}

/** NetRaven without a port, in this process, holding the data folder until it is disposed of. */
export interface InProcess extends AsyncDisposable {
  /** The API of the local door. */
  readonly api: Pick<FastifyInstance, 'inject'>
}

/** What the command line gets from the program around it. */
export interface Wired {
  readonly version: string
  readonly roles: Roles
  /** The folder that these options, the environment and the files name. */
  readonly dataFolder: (options: GlobalOptions) => Promise<string>
  /** With `work`, runs are worked off here too: the command waits for one. Throws AppError when the folder is held. */
  readonly openInProcess: (options: GlobalOptions & { readonly work: boolean }) => Promise<InProcess>
}
