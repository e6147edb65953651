import type { TestIm } from '@signet/testkit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { OK, rest } from './call.ts'

/** One call of a scenario, and what must come of it. */
export interface Step {
  readonly call: string
  readonly with: object
  /** The answer beside the four fields that every answer has, or the code of the refusal. */
  readonly gives: object | number
  /** By table, how many rows come (or go, negative). A table that is not named must keep its number of rows. Absent: not looked at. */
  readonly rows?: Readonly<Record<string, number>>
}

/** Plays steps as the administrator, each judged by its answer and by the rows it changed. */
export async function play(im: TestIm, steps: readonly Step[]): Promise<void> {
  for (const [at, step] of steps.entries()) {
    const before = step.rows === undefined ? {} : await rowCounts(im)
    const answer = await rest(im, step.call, step.with)
    const place = `step ${at + 1}: ${step.call} ${JSON.stringify(step.with).slice(0, 100)}`
    if (typeof step.gives === 'number')
      expect([answer.ErrorCode, answer.ActionStatus], place).toEqual([step.gives, 'FAIL'])
    else expect(answer, place).toEqual({ ...OK, ...step.gives })
    if (step.rows === undefined) continue
    const after = await rowCounts(im)
    const changed = Object.entries(after).flatMap(([table, n]) =>
      n === before[table] ? [] : [[table, n - before[table]!]],
    )
    expect(Object.fromEntries(changed), `${place}: rows`).toEqual(step.rows)
  }
}

/** Tables that are written in the background. */
const BACKGROUND = ['app_key', 'daily_count', 'daily_sketch', 'figure']
/** Tables that calls change by the way: those, and how often a user's things changed. */
const BY_THE_WAY = new Set([...BACKGROUND, 'user_revision'])

async function tables(im: TestIm): Promise<string[]> {
  const found = await sql<{ name: string }>`select name from sqlite_master where type = 'table' order by name`.execute(
    im.server.im.db.read,
  )
  return found.rows.map(({ name }) => name)
}

async function rowCounts(im: TestIm): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of await tables(im)) {
    if (BY_THE_WAY.has(table)) continue
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
      im.server.im.db.read,
    )
    counts[table] = rows[0]!.n
  }
  return counts
}

/** All that is stored in tables, or what one application has there, as text: equal when nothing changed. */
export async function stateOf(im: TestIm, sdkAppId?: number): Promise<string> {
  const all: unknown[] = []
  for (const table of await tables(im)) {
    if (BACKGROUND.includes(table)) continue
    const { rows } = await sql<{ sdk_app_id?: number }>`select * from ${sql.table(table)}`.execute(im.server.im.db.read)
    const own = rows.filter((row) => sdkAppId === undefined || row.sdk_app_id === sdkAppId)
    all.push([table, own.map((row) => JSON.stringify(row)).sort()])
  }
  return JSON.stringify(all)
}

/** Imports accounts, so that they can be named. */
export async function withAccounts(im: TestIm, ...userIds: string[]): Promise<void> {
  await im.server.im.accounts.importMany(
    im.sdkAppId,
    userIds.map((userId) => ({ userId })),
  )
}

/** Outcomes for users, as answers list them: `{ bob: 0, ghost: 30003 }`. Words are not judged. */
export const items = (codes: Readonly<Record<string, number>>, more: object = {}) =>
  Object.entries(codes).map(([To_Account, ResultCode]) => ({
    To_Account,
    ResultCode,
    ResultInfo: ResultCode === 0 ? '' : expect.stringMatching(/./),
    ...more,
  }))
