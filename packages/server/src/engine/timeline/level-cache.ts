import { LRUCache } from 'lru-cache'
import type { StoredHead } from './level-keys.ts'
import type { Entry, State } from './timeline.ts'

/** An active conversation: its head, and its newest entries without a gap up to `head.seq`. */
export interface Hot {
  readonly head: StoredHead
  readonly tail: readonly Entry[]
}

/** What a commit changed in one conversation. */
export interface Advance {
  readonly before: StoredHead
  readonly head: StoredHead
  readonly entries: readonly Entry[]
  /** By the seq of their entries, new or old. */
  readonly states?: ReadonlyMap<number, State> | undefined
}

/**
 * The active conversations, bounded by bytes. Only durable state goes in, so an evicted conversation is read from the store again:
 * a conversation is in here as it is in the store, or not at all.
 */
export interface HotConversations {
  get(conversation: string): Hot | undefined
  /** Tells what became durable. */
  advance(conversation: string, advance: Advance): void
  /**
   * Reads a conversation in; concurrent callers share one read. It stays here unless a commit came between.
   * @returns nothing when a commit came between its parts
   */
  load(conversation: string, read: () => Promise<Hot>): Promise<Hot | undefined>
  clear(): void
}

/** A tail grows to `grow` entries and is then cut to `keep`: pages of 20 are what clients ask for. */
const TAIL = { grow: 64, keep: 32, characters: 65_536 } as const
const ENTRY_OVERHEAD = 96
const HOT_OVERHEAD = 512

interface Cached extends Hot {
  readonly tail: Entry[]
  readonly characters: number
}

interface Load {
  stale: boolean
  hot: Promise<Hot | undefined>
}

/** `const hot = hotConversations(64 * 1024 * 1024)` */
export function hotConversations(maxBytes: number): HotConversations {
  const cache = new LRUCache<string, Cached>({ maxSize: maxBytes, sizeCalculation: bytesOf })
  const loads = new Map<string, Load>()

  async function readIn(conversation: string, load: Load, read: () => Promise<Hot>): Promise<Hot | undefined> {
    try {
      const hot = await read()
      if (!isWhole(hot)) return undefined
      if (!load.stale) cache.set(conversation, cut(hot.head, [...hot.tail], charactersOf(hot.tail)))
      return hot
    } finally {
      if (loads.get(conversation) === load) loads.delete(conversation)
    }
  }

  return {
    get: (conversation) => cache.get(conversation),

    advance(conversation, { before, head, entries, states }) {
      const load = loads.get(conversation)
      if (load !== undefined) {
        load.stale = true
        loads.delete(conversation)
      }
      const hot = cache.get(conversation)
      // A load may have seen this commit in the store before we were told of it: then its tail is not the one to go on from.
      const known = hot?.head.seq === before.seq ? hot : undefined
      const tail = known?.tail ?? []
      for (const entry of entries) tail.push(entry)
      const characters =
        (known?.characters ?? 0) +
        charactersOf(entries) +
        (states === undefined ? 0 : replaceStates(tail, head.seq, states))
      cache.set(conversation, cut(head, tail, characters))
    },

    load(conversation, read) {
      const running = loads.get(conversation)
      if (running !== undefined) return running.hot
      const load: Load = { stale: false, hot: Promise.resolve(undefined) }
      loads.set(conversation, load)
      load.hot = readIn(conversation, load, read)
      return load.hot
    },

    clear() {
      for (const load of loads.values()) load.stale = true
      loads.clear()
      cache.clear()
    },
  }
}

function cut(head: StoredHead, tail: Entry[], characters: number): Cached {
  if (tail.length <= TAIL.grow && characters <= 2 * TAIL.characters) return { head, tail, characters }
  const kept = tail.slice(-TAIL.keep)
  let left = charactersOf(kept)
  while (kept.length > 1 && left > TAIL.characters) left -= sizeOf(kept.shift()!)
  return { head, tail: kept, characters: left }
}

/** The head and the entries were read one after the other: a commit between them shows. */
const isWhole = ({ head, tail }: Hot): boolean => (tail.at(-1)?.seq ?? head.first - 1) === head.seq

const sizeOf = (entry: Entry): number => entry.value.length + (entry.state?.value.length ?? 0)

const charactersOf = (tail: readonly Entry[]): number => tail.reduce((sum, entry) => sum + sizeOf(entry), 0)

/**
 * Readers hold the old entries, so they are replaced, not changed.
 * @returns by how many characters the tail grew
 */
function replaceStates(tail: Entry[], newest: number, states: ReadonlyMap<number, State>): number {
  let grown = 0
  for (const [seq, state] of states) {
    const at = seq - newest + tail.length - 1
    const old = tail[at]
    if (old === undefined) continue
    const entry = { ...old, state }
    tail[at] = entry
    grown += sizeOf(entry) - sizeOf(old)
  }
  return grown
}

/** A character may take two bytes. */
const bytesOf = ({ head, tail, characters }: Cached): number =>
  HOT_OVERHEAD + tail.length * ENTRY_OVERHEAD + 2 * (characters + head.latest.length)
