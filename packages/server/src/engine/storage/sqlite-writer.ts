import { AsyncLocalStorage } from 'node:async_hooks'
import { fail } from '../failure.ts'
import type { WriteResult } from './database.ts'
import { fromSqlite } from './errors.ts'
import type { Outcome, Statement, WorkerSetup } from './sqlite-protocol.ts'
import { type SpawnWorker, startThread } from './sqlite-thread.ts'

/** Decides what the writer thread does next: gathered calls share a commit, a transaction has the thread for itself, first come first served. */
export interface SqliteWriter {
  write(statements: readonly Statement[]): Promise<WriteResult[]>
  /** Waits for the turn of a transaction and begins it. Whoever got a lease must `end` it. */
  lease(): Promise<Lease>
  /** Runs `work` so that a `write` inside of it, which would wait for itself, throws instead. */
  guard<R>(work: () => Promise<R>): Promise<R>
  foreignVersion(): number
  /** Refuses new work and waits for what was accepted. */
  drain(): Promise<void>
  /** Drains, then ends the thread. */
  close(): Promise<void>
}

/** The writer thread, as long as one transaction lasts. */
export interface Lease {
  query(statement: Statement): Promise<WriteResult>
  commit(): Promise<void>
  /** Rolls back what was not committed. Never throws. */
  end(): Promise<void>
}

export interface WriterOptions {
  /** Most calls that share one commit. */
  readonly maxBatch: number
  /** Most calls that wait; more are refused with OVERLOADED. */
  readonly maxQueued: number
  /** A transaction that is still open after this many ms is rolled back. */
  readonly transactionTimeout: number
}

/** Found here, so that a value that cannot even be sent to the thread fails its own call and not those that share the message. */
function assertBindable({ sql, parameters }: Statement): void {
  for (const value of parameters) {
    const type = typeof value
    if (type === 'string' || type === 'number' || type === 'bigint' || value === null) continue
    if (value instanceof Uint8Array) continue
    throw new TypeError(`A ${type} cannot be stored (text, number, bigint, blob or null can): ${sql}`)
  }
}

interface WriteJob {
  readonly kind: 'write'
  readonly statements: readonly Statement[]
  readonly resolve: (results: WriteResult[]) => void
  readonly reject: (error: unknown) => void
}

interface LeaseJob {
  readonly kind: 'lease'
  readonly grant: () => Promise<void>
}

type State = 'idle' | 'scheduled' | 'busy'

export function createWriter(setup: WorkerSetup, options: WriterOptions, spawn?: SpawnWorker): SqliteWriter {
  const thread = startThread(setup, spawn)
  const inside = new AsyncLocalStorage<{ open: boolean }>()
  const foreign = new Int32Array(setup.foreignVersion)
  const queue: (WriteJob | LeaseJob)[] = []
  let state: State = 'idle'
  let draining: Promise<void> | undefined
  let onIdle: (() => void) | undefined

  /** A microtask later, so that calls of one tick share a commit; while the thread is busy, the next commit gathers by itself. */
  function schedule(): void {
    if (state !== 'idle') return
    state = 'scheduled'
    queueMicrotask(next)
  }

  function next(): void {
    const head = queue[0]
    if (!head) {
      state = 'idle'
      onIdle?.()
      return
    }
    state = 'busy'
    if (head.kind === 'lease') {
      queue.shift()
      void head.grant()
      return
    }
    let count = 0
    while (count < options.maxBatch && queue[count]?.kind === 'write') count++
    void commitTogether(queue.splice(0, count) as WriteJob[]).then(next)
  }

  async function commitTogether(jobs: readonly WriteJob[]): Promise<void> {
    try {
      const outcomes = (await thread.ask({
        kind: 'batch',
        calls: jobs.map((job) => job.statements),
      })) as Outcome<WriteResult[]>[]
      for (const [index, job] of jobs.entries()) {
        const outcome = outcomes[index]!
        if (outcome.ok) job.resolve(outcome.value)
        else job.reject(fromSqlite(outcome.error))
      }
    } catch (error) {
      for (const job of jobs) job.reject(error)
    }
  }

  function admit(job: WriteJob | LeaseJob): void {
    if (draining) throw fail('STORE_UNAVAILABLE', 'The server is shutting down.')
    if (queue.length >= options.maxQueued) throw fail('OVERLOADED')
    if (inside.getStore()?.open) {
      throw new Error(
        'write() or transaction() inside transaction() would wait for itself: use the transaction it was given',
      )
    }
    queue.push(job)
    schedule()
  }

  return {
    async write(statements) {
      if (statements.length === 0) return []
      for (const statement of statements) assertBindable(statement)
      return await new Promise((resolve, reject) => admit({ kind: 'write', statements, resolve, reject }))
    },

    async lease() {
      return await new Promise<Lease>((resolve, reject) => {
        const grant = async () => {
          try {
            await thread.ask({ kind: 'begin' })
            resolve(openLease(next))
          } catch (error) {
            reject(error)
            next()
          }
        }
        admit({ kind: 'lease', grant })
      })
    },

    async guard(work) {
      const scope = { open: true }
      try {
        return await inside.run(scope, work)
      } finally {
        scope.open = false
      }
    },

    foreignVersion: () => Atomics.load(foreign, 0),

    drain,

    async close() {
      await drain()
      await thread.close()
    },
  }

  function drain(): Promise<void> {
    draining ??= new Promise((resolve) => {
      if (state === 'idle') resolve()
      else onIdle = resolve
    })
    return draining
  }

  function openLease(done: () => void): Lease {
    let over: 'committed' | 'ended' | 'timed out' | undefined
    const generation = thread.generation()
    const timer = setTimeout(() => void finish('timed out'), options.transactionTimeout)

    function assertOpen(): void {
      if (over === 'timed out') {
        throw new Error(`The transaction was open for more than ${options.transactionTimeout} ms and was rolled back.`)
      }
      if (over) throw new Error('The transaction is over.')
      if (generation !== thread.generation()) throw fail('STORE_UNAVAILABLE')
    }

    async function finish(why: 'ended' | 'timed out'): Promise<void> {
      if (over === 'ended' || over === 'timed out') return
      const rollback = over === undefined && generation === thread.generation()
      over = why
      clearTimeout(timer)
      // A rollback that fails leaves nothing behind: the thread that would hold the transaction is gone.
      if (rollback) await thread.ask({ kind: 'rollback' }).catch(() => undefined)
      done()
    }

    return {
      async query(statement) {
        assertOpen()
        assertBindable(statement)
        return (await thread.ask({ kind: 'query', statement })) as WriteResult
      },
      async commit() {
        assertOpen()
        clearTimeout(timer)
        await thread.ask({ kind: 'commit' })
        over = 'committed'
      },
      end: () => finish('ended'),
    }
  }
}
