import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withNewest } from './level-authors.ts'
import {
  changeKey,
  dayOfKey,
  dedupeKey,
  dedupeName,
  dedupeNameOf,
  dedupeRecord,
  entryKey,
  entryRecord,
  garbageKey,
  garbageRecord,
  headRecord,
  numberOfKey,
  outboxId,
  outboxKey,
  outboxRecord,
  readDedupe,
  readGarbage,
  readHead,
  readOutbox,
  readState,
  readTimed,
  stateRecord,
  timedRecord,
  uncountedOf,
} from './level-keys.ts'

const seq = fc.maxSafeNat()
const conversation = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replace(/\p{Cc}/gu, '\u001f'))

test('[TL7] keys sort by bytes as their conversation and then their number', () => {
  fc.assert(
    fc.property(conversation, seq, conversation, seq, (a, m, b, n) => {
      const inBytes = Math.sign(Buffer.compare(Buffer.from(entryKey(a, m)), Buffer.from(entryKey(b, n))))
      if (a === b) return inBytes === Math.sign(m - n)
      return inBytes === Math.sign(Buffer.compare(Buffer.from(`${a}\0`), Buffer.from(`${b}\0`)))
    }),
  )
})

test('every key gives back its number, its day and its name', () => {
  fc.assert(
    fc.property(conversation, seq, fc.nat({ max: 100_000_000 }), fc.string(), (name, number, day, key) => {
      expect(numberOfKey(entryKey(name, number))).toBe(number)
      expect(numberOfKey(changeKey(name, number))).toBe(number)
      expect(dayOfKey(dedupeKey(day, dedupeName(name, key)))).toBe(day)
      expect(dedupeNameOf(dedupeKey(day, dedupeName(name, key)))).toBe(dedupeName(name, key))
    }),
  )
})

test('every record gives back what was put into it', () => {
  fc.assert(
    fc.property(seq, seq, fc.string(), conversation, conversation, (m, n, text, name, kind) => {
      expect(readTimed(timedRecord(m, text))).toEqual({ time: m, value: text })
      const dedupe = { seq: m, time: n, digest: text }
      expect(readDedupe(dedupeRecord(dedupe))).toEqual(dedupe)
      expect(readTimed(entryRecord(m, n, text))).toEqual({ time: m, value: text })
      expect(uncountedOf(entryRecord(m, n, text))).toBe(n)
      expect(uncountedOf(timedRecord(m, text))).toBe(0)
      const numbers = { seq: m, changeSeq: n, time: n, changedAt: m, states: n, uncounted: n, lastUncounted: n }
      const { latest } = withNewest('', new Map([[name, m]]))
      const kept = { first: m + 1, uncountedBefore: m > 0 ? n : 0 }
      const head = { ...numbers, ...kept, authorsLeft: n % 2 === 1, latest }
      expect(readGarbage(garbageKey(name), garbageRecord({ conversation: name, from: m, to: n }))).toEqual({
        conversation: name,
        from: m,
        to: n,
      })
      expect(readHead(headRecord(head))).toEqual(head)
      expect(readHead(headRecord({ ...head, latest: '' }))).toEqual({ ...head, latest: '' })
      expect(readState(stateRecord({ changeSeq: n, value: text }))).toEqual({ changeSeq: n, value: text })
      const entry = { id: outboxId(n), conversation: name, seq: m, kind, value: text }
      expect(readOutbox(outboxKey(entry.id), outboxRecord(name, m, kind, text))).toEqual(entry)
    }),
  )
})
