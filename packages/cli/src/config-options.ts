/** The options by which every command that needs a server's settings finds them. */
import type { Config } from '@signet/server'
import type { Command } from 'commander'

export interface ConfigOptions {
  readonly config?: string
  readonly data?: string
  readonly host?: string
  readonly port?: string
  readonly dev?: boolean
}

export interface Settings {
  readonly config: Config
  /** Setting → what set it; those with their default are not in it. */
  readonly setBy: ReadonlyMap<string, string>
}

/** For commands that open the data folder. */
export const withDataOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'settings, TOML (or SIGNET_CONFIG)')
    .option('--data <dir>', 'folder that holds all state')

/** For commands that run, or check, a server. */
export const withServerOptions = (command: Command): Command =>
  withDataOptions(command)
    .option('--host <host>', 'address to listen on')
    .option('--port <n>', 'port to listen on; 0 takes any')
    .option('--dev', 'development mode: demo application and ready UserSigs, loopback only')

/** Flags over environment over file over defaults. @throws ConfigError */
export async function readSettings(options: ConfigOptions): Promise<Settings> {
  const { explainConfig } = await import('@signet/server')
  return explainConfig({
    file: options.config ?? process.env['SIGNET_CONFIG'],
    env: process.env,
    flags: {
      'data.dir': options.data,
      'server.host': options.host,
      'server.port': options.port,
      dev: options.dev,
    },
  })
}
