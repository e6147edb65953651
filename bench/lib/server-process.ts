import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the server process has used since it was last asked to reset. */
export interface Usage {
  /** User and system time, seconds. */
  readonly cpuSeconds: number
  readonly rssBytes: number
  /** How late a timer fires: the longest waits of the event loop, ms. */
  readonly loopDelayP99Ms: number
  readonly loopDelayMaxMs: number
  /** Time of an append in the store; null when there was none. */
  readonly appendP99Ms: number | null
  /** How much of the time its threads were ready to run and had no core, summed over them: 1 is one thread that always waits. */
  readonly runQueueShare: number
}

export interface Ready {
  readonly url: string
  readonly sdkAppId: number
  readonly secret: string
  /** A P-256 private key of the same application, PEM. */
  readonly privateKey: string
  /** From the start of the process to ready, ms. */
  readonly startMs: number
}

/** A server in a process of its own, durable (LevelDB and SQLite on disk), so that its CPU time is its own. */
export interface ServerProcess extends Ready, AsyncDisposable {
  readonly pid: number
  reset(): Promise<void>
  usage(): Promise<Usage>
  /** Has the application's webhooks sent to a URL. */
  addWebhook(url: string, commands: readonly string[]): Promise<void>
  /** Ends it without a word, as a power cut would end it. */
  kill(): Promise<void>
}

export async function startServerProcess(overrides: object = {}): Promise<ServerProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'signet-bench-'))
  const path = fileURLToPath(new URL('./server-child.ts', import.meta.url))
  const child = fork(path, [JSON.stringify({ data: { dir }, ...overrides })], {
    execArgv: ['--conditions=source', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ready = (await answerOf(child)) as Ready
  const ask = async (question: string | { addWebhook: object }): Promise<unknown> => {
    const answer = answerOf(child)
    child.send(question)
    return answer
  }
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    }
    await rm(dir, { recursive: true, force: true })
  }
  return {
    ...ready,
    pid: child.pid!,
    reset: async () => void (await ask('reset')),
    usage: async () => (await ask('usage')) as Usage,
    addWebhook: async (url, commands) => void (await ask({ addWebhook: { url, commands } })),
    kill,
    [Symbol.asyncDispose]: kill,
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the server process ended (${code})`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
