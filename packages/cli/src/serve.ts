import type { Command } from 'commander'
import { print, report } from './answer.ts'
import { banner, readyLine } from './banner.ts'
import { type ConfigOptions, readSettings, withServerOptions } from './config-options.ts'
import { giveBackStartMemory } from './give-back.ts'
import { leaf } from './leaf.ts'
import { untilSignal } from './until-signal.ts'

interface ServeOptions extends ConfigOptions {
  readonly json?: boolean
}

export function addServe(program: Command): void {
  withServerOptions(
    leaf(program, 'serve', 'Run the server until SIGTERM or SIGINT; a second signal ends it at once.', [
      'signet serve --dev',
      'signet serve --config /etc/signet.toml',
      'signet serve --data ./data --host 0.0.0.0 --port 7070',
      'signet serve --dev --port 0 --json',
    ]),
  ).action(serve)
}

async function serve(options: ServeOptions): Promise<void> {
  const json = options.json === true
  try {
    const { config } = await readSettings(options)
    const { start } = await import('@signet/server')
    const server = await start(config)
    // Listening for signals comes first: whoever waits for the banner may send one right after it.
    const stopped = untilSignal()
    print(json ? readyLine(server) : banner(server, config))
    // Not before the banner is out: a person waits for that.
    setTimeout(giveBackStartMemory, 1000).unref()
    await stopped
    await server.close()
    process.exitCode = 0
  } catch (error) {
    process.exitCode = report(error, json)
  }
}
