import { parentPort, workerData } from 'node:worker_threads'
import type { WriteResult } from './database.ts'
import type { SqliteErrorInfo } from './errors.ts'
import { openConnection, type SqliteConnection } from './sqlite-connection.ts'
import type { Outcome, Statement, WorkerAnswer, WorkerRequest, WorkerSetup } from './sqlite-protocol.ts'

/** The writer thread: the only connection that writes, so that an fsync never stalls the event loop of the server. */

const setup = workerData as WorkerSetup
const port = parentPort!
const foreignVersion = new Int32Array(setup.foreignVersion)
const CONSTRAINT = 19

let connection: SqliteConnection | undefined
let seenVersion = 0

port.on('message', ({ id, request }: { id: number; request: WorkerRequest }) => {
  let answer: WorkerAnswer
  try {
    answer = { id, ok: true, value: handle(request) }
  } catch (error) {
    answer = { id, ok: false, error: describe(error) }
  }
  port.postMessage(answer)
  if (request.kind === 'close') port.close()
})

const poll = setInterval(() => {
  if (connection && !connection.inTransaction) noticeForeignCommits(connection)
}, setup.foreignPoll)
poll.unref()

function handle(request: WorkerRequest): Outcome<WriteResult[]>[] | WriteResult | undefined {
  const db = open()
  switch (request.kind) {
    case 'batch':
      return runBatch(db, request.calls)
    case 'begin':
      begin(db)
      return undefined
    case 'query':
      return db.run(request.statement.sql, request.statement.parameters)
    case 'commit':
      commit(db)
      return undefined
    case 'rollback':
      if (db.inTransaction) db.run('rollback', [])
      return undefined
    case 'close':
      clearInterval(poll)
      try {
        db.exec('pragma optimize')
      } finally {
        db.close()
      }
      return undefined
  }
}

/** Opened by the first request, so that a file that cannot be opened answers instead of ending the thread. */
function open(): SqliteConnection {
  if (!connection) {
    connection = openConnection(setup.path, setup.connection)
    seenVersion = connection.dataVersion()
  }
  return connection
}

/** Each call is atomic by itself; all share one commit. */
function runBatch(db: SqliteConnection, calls: readonly (readonly Statement[])[]): Outcome<WriteResult[]>[] {
  begin(db)
  try {
    const outcomes = calls.map((statements) => runCall(db, statements))
    commit(db)
    return outcomes
  } catch (error) {
    if (db.inTransaction) db.run('rollback', [])
    throw error
  }
}

function runCall(db: SqliteConnection, statements: readonly Statement[]): Outcome<WriteResult[]> {
  // A statement is atomic by itself, so a call of one statement needs no savepoint.
  const savepoint = statements.length > 1
  if (savepoint) db.run('savepoint call', [])
  try {
    const value = statements.map((statement) => db.run(statement.sql, statement.parameters))
    if (savepoint) db.run('release call', [])
    return { ok: true, value }
  } catch (error) {
    const described = describe(error)
    // Only a fault of the call itself stays with its caller: after a full disk or an I/O error nothing here can be trusted.
    if (!db.inTransaction || !isOwnFault(described)) throw error
    if (savepoint) {
      db.run('rollback to call', [])
      db.run('release call', [])
    }
    return { ok: false, error: described }
  }
}

/** A constraint, a mistake in the SQL or a value that cannot be bound. */
function isOwnFault({ code }: SqliteErrorInfo): boolean {
  const primary = code === undefined ? undefined : code & 0xff
  return primary === undefined || primary === 1 || primary === CONSTRAINT || primary === 20 || primary === 25
}

function begin(db: SqliteConnection): void {
  db.run('begin immediate', [])
  noticeForeignCommits(db)
}

function commit(db: SqliteConnection): void {
  try {
    db.run('commit', [])
  } catch (error) {
    if (db.inTransaction) db.run('rollback', [])
    throw error
  }
}

/** The version that this connection sees does not change with its own commits. */
function noticeForeignCommits(db: SqliteConnection): void {
  const version = db.dataVersion()
  if (version === seenVersion) return
  seenVersion = version
  Atomics.add(foreignVersion, 0, 1)
}

function describe(error: unknown): SqliteErrorInfo {
  const message = error instanceof Error ? error.message : String(error)
  const code = (error as { errcode?: unknown }).errcode
  return typeof code === 'number' ? { message, code } : { message }
}
