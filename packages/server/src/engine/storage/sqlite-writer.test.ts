import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openConnection } from './sqlite-connection.ts'
import { createWriter, type SqliteWriter } from './sqlite-writer.ts'

let folder: string
let writer: SqliteWriter
let worker: Worker
let started: number

const statement = (sql: string, ...parameters: unknown[]) => ({ sql, parameters })
const insert = (id: string) => [statement('insert into t values (?)', id)]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signet-writer-'))
  const path = join(folder, 'x.db')
  await writeFile(path, '')
  started = 0
  writer = createWriter(
    {
      path,
      connection: { readOnly: false, busyTimeout: 1_000, keptStatements: 50 },
      foreignVersion: new SharedArrayBuffer(4),
      foreignPoll: 50,
    },
    { maxBatch: 8, maxQueued: 100, transactionTimeout: 5_000 },
    (setup) => {
      started++
      worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: setup })
      return worker
    },
  )
  await writer.write([statement('create table t (id text primary key)')])
})

afterEach(async () => {
  await writer.close()
  await rm(folder, { recursive: true })
})

function stored(): unknown[] {
  const connection = openConnection(join(folder, 'x.db'), { readOnly: true, busyTimeout: 0, keptStatements: 5 })
  const { rows } = connection.run('select id from t order by id', [])
  connection.close()
  return rows.map((row) => row.id)
}

test('[STO6] when the writer thread dies, callers are refused instead of left hanging, and the next write starts a new one', async () => {
  const waiting = Promise.allSettled(Array.from({ length: 40 }, (_, i) => writer.write(insert(`w${i}`))))
  await Promise.resolve()
  await worker.terminate()
  const outcomes = await waiting
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
  }
  expect(outcomes.some((outcome) => outcome.status === 'rejected')).toBe(true)
  const acked = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [`w${i}`] : []))
  expect(stored()).toEqual(expect.arrayContaining(acked))
  await writer.write(insert('z'))
  expect(stored()).toContain('z')
  expect(started).toBe(2)
})

test('[STO6] a transaction whose thread dies is over: nothing of it is stored, and its turn passes on', async () => {
  const lease = await writer.lease()
  await lease.query(insert('lost')[0]!)
  const behind = writer.write(insert('behind'))
  await worker.terminate()
  await expect(lease.query(insert('lost2')[0]!)).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
  await expect(lease.commit()).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
  await lease.end()
  await behind
  expect(stored()).toEqual(['behind'])
})

test('writes that came while a commit was under way share the next one', async () => {
  const version = () => writer.write([statement('pragma data_version')])
  await version()
  const observer = openConnection(join(folder, 'x.db'), { readOnly: true, busyTimeout: 0, keptStatements: 5 })
  let commits = 0
  let seen = observer.dataVersion()
  const look = () => {
    const now = observer.dataVersion()
    if (now !== seen) commits++
    seen = now
  }
  await Promise.all(Array.from({ length: 32 }, (_, i) => writer.write(insert(`g${i}`)).then(look)))
  observer.close()
  expect(commits).toBeGreaterThan(0)
  expect(commits).toBeLessThanOrEqual(4)
})

test('turns are first come first served between writes and transactions', async () => {
  const order: string[] = []
  const lease = writer.lease().then(async (held) => {
    order.push('transaction')
    await held.end()
  })
  const first = writer.write(insert('a')).then(() => order.push('write'))
  const second = writer.lease().then(async (held) => {
    order.push('transaction 2')
    await held.end()
  })
  await Promise.all([lease, first, second])
  expect(order).toEqual(['transaction', 'write', 'transaction 2'])
})
