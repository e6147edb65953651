import { type ChildProcess, fork, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { PersonNews, PersonTask } from './person.ts'

const CLI = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
const PERSON = fileURLToPath(new URL('./person.ts', import.meta.url))

/** The environment without settings of whoever runs this: they would change the server, or be refused by it. */
function cleanEnv(settings: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('SIGNET_'))
  return { ...Object.fromEntries(others), ...settings }
}

/** Runs the command `signet` and gives back what it printed. @throws Error with its words when it fails */
export async function signet(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, ['--conditions=source', CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnv(),
  })
  let out = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`signet ${args.join(' ')} ended with ${code}: ${errors || out}`)
  return out
}

export interface Server {
  readonly url: string
  /** SIGKILL: no goodbye, no flush. Does nothing to one that has ended. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts `signet serve` and waits until it is ready. */
export async function serve(dir: string, port: number): Promise<Server> {
  const args = ['--conditions=source', CLI, 'serve', '--data', dir, '--port', String(port), '--json']
  const env = cleanEnv({ SIGNET_LOG_LEVEL: 'error', SIGNET_SOCKETS_REQUESTS_PER_SECOND: '10000' })
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`the server ended with ${code} before it was ready: ${errors}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve((JSON.parse(line) as { url: string }).url)
    })
  })
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal)
    await ended
  }
  return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

export interface Person {
  order(what: 'talk' | 'history' | 'leave'): void
  /** Resolves with the first news of this kind, also when it came before. */
  news<K extends PersonNews['kind']>(kind: K): Promise<Extract<PersonNews, { kind: K }>>
  onNews: ((news: PersonNews) => void) | undefined
  end(): void
}

export function startPerson(task: PersonTask): Person {
  const child: ChildProcess = fork(PERSON, [JSON.stringify(task)], {
    execArgv: ['--conditions=source'],
    env: cleanEnv(),
  })
  const heard: PersonNews[] = []
  const waiting: { kind: string; resolve: (news: never) => void; reject: (error: Error) => void }[] = []
  const person: Person = {
    order: (what) => void child.send(what),
    news: (kind) =>
      new Promise((resolve, reject) => {
        const known = heard.find((news) => news.kind === kind)
        if (known !== undefined) resolve(known as never)
        else waiting.push({ kind, resolve, reject })
      }),
    onNews: undefined,
    end: () => void child.kill(),
  }
  child.on('message', (news: PersonNews) => {
    heard.push(news)
    person.onNews?.(news)
    for (const one of waiting.filter(({ kind }) => kind === news.kind)) {
      waiting.splice(waiting.indexOf(one), 1)
      one.resolve(news as never)
    }
  })
  child.once('exit', (code) => {
    for (const { reject } of waiting) reject(new Error(`${task.userId}'s process ended with ${code}`))
  })
  return person
}
