import { fail } from '../../engine/failure.ts'
import { counterKeyProblem, GROUP_LIMITS } from './limits.ts'
import { admit, announce, type Caller, type GroupParts, refuseProblem } from './parts.ts'

export interface Counter {
  readonly key: string
  readonly value: number
}

export type CounterMode = 'Set' | 'Increase' | 'Decrease'

/** @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
export async function readCounters(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  keys?: readonly string[],
): Promise<Counter[]> {
  await admit(parts, caller, groupId, 'readCounters')
  const rows = await parts.store.counters(caller.sdkAppId, groupId)
  return rows.filter(({ name }) => keys?.includes(name) ?? true).map(({ name, value }) => ({ key: name, value }))
}

/**
 * Sets or moves counters, all or none; one that is not there starts from 0. Two who count at once both count.
 *
 * @returns the counters named, as they are now
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, GROUP_PARAMETER, GROUP_COUNTERS_COUNT
 */
export async function updateCounters(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  mode: CounterMode,
  counters: readonly Counter[],
): Promise<Counter[]> {
  const { sdkAppId } = caller
  for (const { key } of counters) refuseProblem(counterKeyProblem(key))
  const done = await parts.store.transaction(async (trx) => {
    const group = await admit(parts, caller, groupId, 'writeCounters', trx)
    const values = new Map((await parts.store.counters(sdkAppId, groupId, trx)).map(({ name, value }) => [name, value]))
    for (const { key, value } of counters) values.set(key, moved(mode, values.get(key) ?? 0, value))
    if (values.size > GROUP_LIMITS.counters) throw fail('GROUP_COUNTERS_COUNT')
    const latest = [...new Set(counters.map(({ key }) => key))].map((key) => ({ key, value: values.get(key)! }))
    for (const { key, value } of latest) {
      const row = { sdk_app_id: sdkAppId, group_id: groupId, name: key, value }
      await parts.store.setCounter(row, trx).execute()
    }
    return { group, latest, counters: [...values].map(([key, value]) => ({ key, value })) }
  })
  const { counters: now } = done
  if (done.latest.length > 0) announce(parts, caller, done.group, { kind: 'countersChanged', counters: now })
  return done.latest
}

/** @param keys absent: all. @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
export async function deleteCounters(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  keys?: readonly string[],
): Promise<void> {
  const { sdkAppId } = caller
  if (keys?.length === 0) return void (await admit(parts, caller, groupId, 'writeCounters'))
  // In one, as every change of them: what is told is never older than what was told before.
  const { group, left } = await parts.store.transaction(async (trx) => {
    const group = await admit(parts, caller, groupId, 'writeCounters', trx)
    await parts.store.deleteCounters(sdkAppId, groupId, keys, trx).execute()
    return { group, left: await parts.store.counters(sdkAppId, groupId, trx) }
  })
  const counters = left.map(({ name, value }) => ({ key: name, value }))
  announce(parts, caller, group, { kind: 'countersChanged', counters })
}

function moved(mode: CounterMode, old: number, by: number): number {
  const value = mode === 'Set' ? by : mode === 'Increase' ? old + by : old - by
  // Beyond this JavaScript would round, here and in the clients.
  if (Number.isSafeInteger(value)) return value
  throw fail('GROUP_PARAMETER', 'A counter lies between -(2^53-1) and 2^53-1.')
}
