import { Worker } from 'node:worker_threads'
import { fromSqlite, unavailable } from './errors.ts'
import type { WorkerAnswer, WorkerRequest, WorkerSetup } from './sqlite-protocol.ts'

/** The writer thread seen from the main thread: requests in order, answers by id, a new thread when one has died. */
export interface SqliteThread {
  ask(request: WorkerRequest): Promise<unknown>
  /** Counts the threads that have died: what an earlier thread held (an open transaction) is gone. */
  generation(): number
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

// The sources run unbuilt too: the worker has the extension of this file.
const WORKER = new URL(`./sqlite-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)

export type SpawnWorker = (setup: WorkerSetup) => Worker

const spawnWorker: SpawnWorker = (setup) => new Worker(WORKER, { workerData: setup, name: 'signet-sqlite' })

export function startThread(setup: WorkerSetup, spawn: SpawnWorker = spawnWorker): SqliteThread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let lastId = 0
  let generation = 0

  function start(): Worker {
    const started = spawn(setup)
    let cause = 'the writer thread ended'
    started.on('message', (answer: WorkerAnswer) => {
      const caller = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.ok) caller?.resolve(answer.value)
      else caller?.reject(fromSqlite(answer.error))
    })
    started.on('error', (error: unknown) => {
      cause = `the writer thread failed: ${error instanceof Error ? error.message : String(error)}`
    })
    started.on('exit', () => {
      worker = undefined
      generation++
      const callers = [...waiting.values()]
      waiting.clear()
      for (const caller of callers) caller.reject(unavailable(cause))
    })
    return started
  }

  function ask(request: WorkerRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      try {
        worker ??= start()
        worker.postMessage({ id, request })
      } catch (error) {
        // A parameter that cannot be copied to a thread (a function, a symbol) can be bound neither.
        waiting.delete(id)
        reject(error as Error)
      }
    })
  }

  return {
    ask,
    generation: () => generation,
    async close() {
      const running = worker
      if (!running) return
      const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      try {
        await ask({ kind: 'close' })
      } finally {
        await exited
      }
    },
  }
}
