import type { Archive, ArchiveHead, ArchiveRecord } from './archive.ts'
import { freezeLevel } from './level-copy.ts'
import {
  authorKey,
  changeKey,
  entryKey,
  entryRecord,
  headKey,
  headRecord,
  numberOfKey,
  readHead,
  readState,
  readTimed,
  type StoredHead,
  stateKey,
  stateRecord,
  timedRecord,
  uncountedOf,
} from './level-keys.ts'
import type { ClearWork, RestoreWork } from './level-plan.ts'
import type { LevelStore } from './level-store.ts'

export interface ArchiveParts {
  readonly store: LevelStore
  commit(work: Omit<RestoreWork, 'resolve' | 'reject'> | Omit<ClearWork, 'resolve' | 'reject'>): Promise<void>
}

/** Heads first, so that who reads knows what is to come. */
const SPACES = ['h', 'e', 'c', 's', 'a'] as const
/** Records that are read together, and as many bytes as are written together: others want their turn. */
const PAGE = 500
const BATCH_CHARS = 256 * 1024

/** Export and import of a LevelDB folder that others go on using. */
export function levelArchive({ store, commit }: ArchiveParts): Archive {
  return {
    async *records(prefix) {
      const snapshot = await store.read(async (db) => db.snapshot())
      try {
        for (const space of SPACES) {
          let gt = `${space}${prefix}`
          const lt = endOf(gt)
          for (;;) {
            const rows = await store.read((db) => db.iterator({ gt, lt, limit: PAGE, snapshot }).all())
            for (const [key, value] of rows) yield recordOf(space, key, value, prefix.length + 1)
            if (rows.length < PAGE) break
            gt = rows.at(-1)![0]
          }
        }
      } finally {
        await snapshot.close()
      }
    },

    async restore(prefix, records) {
      for (const space of SPACES) {
        const gte = `${space}${prefix}`
        await commit({ kind: 'clear', range: { gte, lt: endOf(gte) } })
      }
      let puts: string[] = []
      let [chars, count] = [0, 0]
      for await (const record of records) {
        const [key, value] = stored(prefix, record)
        puts.push(key, value)
        chars += key.length + value.length
        count++
        if (chars < BATCH_CHARS) continue
        await commit({ kind: 'restore', puts })
        puts = []
        chars = 0
      }
      if (puts.length > 0) await commit({ kind: 'restore', puts })
      return count
    },

    freeze: () => freezeLevel(store),
  }
}

/** The first key behind all that begin so. A conversation holds no character that sorts behind this one. */
const endOf = (begin: string): string => `${begin}\u{10ffff}`

type Space = (typeof SPACES)[number]

function recordOf(space: Space, key: string, value: string, from: number): ArchiveRecord {
  const end = key.indexOf('\0')
  const conversation = key.slice(from, end < 0 ? undefined : end)
  switch (space) {
    case 'h':
      return { kind: 'head', conversation, head: headOf(readHead(value)) }
    case 'e':
      return { kind: 'entry', conversation, seq: numberOfKey(key), ...readTimed(value), uncounted: uncountedOf(value) }
    case 'c':
      return { kind: 'change', conversation, changeSeq: numberOfKey(key), ...readTimed(value) }
    case 's':
      return { kind: 'state', conversation, seq: numberOfKey(key), ...readState(value) }
    case 'a':
      return { kind: 'author', conversation, author: key.slice(end + 1), seq: Number(value) }
  }
}

function stored(prefix: string, record: ArchiveRecord): [key: string, value: string] {
  const name = prefix + record.conversation
  switch (record.kind) {
    case 'head':
      return [headKey(name), headRecord(storedHead(record.head))]
    case 'entry':
      return [entryKey(name, record.seq), entryRecord(record.time, record.uncounted, record.value)]
    case 'change':
      return [changeKey(name, record.changeSeq), timedRecord(record.time, record.value)]
    case 'state':
      return [stateKey(name, record.seq), stateRecord(record)]
    case 'author':
      return [authorKey(name, record.author), String(record.seq)]
  }
}

const headOf = ({ latest, ...head }: StoredHead): ArchiveHead => ({
  ...head,
  latest: latest
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [author, seq] = line.split('\0') as [string, string]
      return [author, Number.parseInt(seq, 36)] as const
    }),
})

const storedHead = ({ latest, ...head }: ArchiveHead): StoredHead => ({
  ...head,
  latest: latest.map(([author, seq]) => `\n${author}\0${seq.toString(36)}`).join(''),
})
