/** One thing that is wrong with a configuration. */
export interface Problem {
  /** The setting as the reader wrote it: `server.prot`, `SIGNET_SERVER_PORT`, `--port`. */
  readonly path: string
  readonly message: string
}

/** A configuration that is refused, with everything that is wrong with it at once. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}
