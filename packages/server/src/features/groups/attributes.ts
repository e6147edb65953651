import { boundedCache } from '../../engine/bounded-cache.ts'
import { fail } from '../../engine/failure.ts'
import { type Bucket, take } from '../../engine/realtime/limiter.ts'
import { attributesProblem, type Pair } from './limits.ts'
import { admit, announce, type Caller, type GroupParts, refuseProblem } from './parts.ts'

export interface Attributes {
  /** Rises with every change; a write that names another one than the current is refused. 0: never written. */
  readonly seq: number
  readonly items: Pair[]
}

export type AttributeChange =
  | { readonly kind: 'set'; readonly items: readonly Pair[] }
  | { readonly kind: 'modify'; readonly items: readonly Pair[] }
  | { readonly kind: 'delete'; readonly keys: readonly string[] }
  | { readonly kind: 'clear' }

/** Attributes that are told to everybody with their change, characters of JSON; who wants longer ones asks. */
const MOST_TOLD = 4_000

const WRITES_PER_SECOND = 5
const WRITES_AT_ONCE = 10

/** How often each group may change its attributes; the groups that were quiet longest are forgotten. */
export class AttributeRate {
  readonly #buckets = boundedCache<string, Bucket>(10_000)

  /** @throws GROUP_ATTRIBUTES_RATE */
  take(sdkAppId: number, groupId: string, now: number): void {
    const key = `${sdkAppId}/${groupId}`
    let bucket = this.#buckets.get(key)
    if (bucket === undefined) {
      bucket = { tokens: 0, tokensAt: 0 }
      this.#buckets.set(key, bucket)
    }
    const wait = take(bucket, now, WRITES_PER_SECOND, WRITES_AT_ONCE)
    if (wait > 0) throw fail('GROUP_ATTRIBUTES_RATE', undefined, wait)
  }
}

/** @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED */
export async function readAttributes(
  parts: GroupParts,
  caller: Caller,
  groupId: string,
  keys?: readonly string[],
): Promise<Attributes> {
  await admit(parts, caller, groupId, 'readAttributes')
  const { seq, items } = attributesOf(await parts.store.attributes(caller.sdkAppId, groupId))
  return { seq, items: keys === undefined ? items : items.filter(({ key }) => keys.includes(key)) }
}

/**
 * Changes the attributes of a group, all or nothing.
 *
 * @param seq the sequence that the writer read; absent: write whatever it is
 * @returns the sequence after the change
 * @throws GROUP_NOT_FOUND, GROUP_DENIED, GROUP_UNSUPPORTED, and the GROUP_ATTRIBUTE… errors
 */
export async function changeAttributes(
  parts: GroupParts,
  rate: AttributeRate,
  caller: Caller,
  groupId: string,
  change: AttributeChange,
  seq?: number,
): Promise<{ seq: number }> {
  const { sdkAppId } = caller
  if (change.kind === 'set' || change.kind === 'modify') refuseProblem(attributesProblem(change.items))
  const done = await parts.store.transaction(async (trx) => {
    const group = await admit(parts, caller, groupId, 'writeAttributes', trx)
    rate.take(sdkAppId, groupId, parts.now())
    const old = attributesOf(await parts.store.attributes(sdkAppId, groupId, trx))
    if (seq !== undefined && seq !== old.seq) {
      throw fail('GROUP_ATTRIBUTES_CONFLICT', `The sequence is ${old.seq}, not ${seq}.`)
    }
    const items = changed(old.items, change)
    refuseProblem(attributesProblem(items))
    const row = { sdk_app_id: sdkAppId, group_id: groupId, seq: old.seq + 1, items: JSON.stringify(items) }
    await parts.store.setAttributes(row, trx).execute()
    return { group, seq: row.seq, items: row.items.length > MOST_TOLD ? undefined : items }
  })
  announce(
    parts,
    caller,
    done.group,
    { kind: 'attributesChanged', seq: done.seq, ...(done.items && { items: done.items }) },
    { facts: { attributes: { option: change.kind, items: itemsOf(change) } } },
  )
  return { seq: done.seq }
}

/** What a webhook says of the change: what was written, or the names of what was deleted. */
function itemsOf(change: AttributeChange): { key: string; value?: string }[] {
  if (change.kind === 'clear') return []
  return change.kind === 'delete' ? change.keys.map((key) => ({ key })) : [...change.items]
}

function changed(old: readonly Pair[], change: AttributeChange): Pair[] {
  if (change.kind === 'clear') return []
  const items = new Map(change.kind === 'set' ? [] : old.map(({ key, value }) => [key, value]))
  if (change.kind === 'delete') {
    for (const key of change.keys) {
      if (!items.delete(key)) throw fail('GROUP_ATTRIBUTE_MISSING', `There is no attribute ${JSON.stringify(key)}.`)
    }
  } else {
    for (const { key, value } of change.items) items.set(key, value)
  }
  return [...items].map(([key, value]) => ({ key, value }))
}

const attributesOf = (row: { seq: number; items: string } | undefined): Attributes =>
  row === undefined ? { seq: 0, items: [] } : { seq: row.seq, items: JSON.parse(row.items) as Pair[] }
