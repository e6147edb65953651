import type { ErrorName } from '@signet/protocol/errors'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { dropRules } from './contract-drop.ts'
import { checkDropping } from './contract-drop-properties.ts'
import { checkAgainstModel } from './contract-properties.ts'
import { stateRules } from './contract-states.ts'
import { unreadRules } from './contract-unread.ts'
import { TIMELINE_LIMITS } from './limits.ts'
import {
  type Appended,
  type Draft,
  EMPTY_HEAD,
  type StateDraft,
  type Timeline,
  type TimelineOptions,
} from './timeline.ts'

/** A fresh, empty timeline under test. */
export interface OpenedTimeline {
  readonly timeline: Timeline
  /** Closes it and opens what it stored. Absent: nothing outlives a close. */
  readonly reopen?: () => Promise<Timeline>
  /** While true, every commit fails. Absent: commits cannot fail. */
  readonly failCommits?: (failing: boolean) => void
  readonly dispose: () => Promise<void>
}

/** What the parts of the suite in files of their own work on. */
export interface ContractSubject {
  readonly timeline: Timeline
  /** The conversation that `say` and `values` mean. */
  readonly conversation: string
  say(value: string, more?: Partial<Draft>): Promise<Appended>
  values(conversation?: string): Promise<string[]>
  /** Closes and opens it, where something outlives a close. */
  reopened(): Promise<unknown>
  /** ms */
  clock: number
  /** `TimelineOptions.keepFrom` of every conversation. */
  set keepFrom(time: number)
}

const C = 'app\u001fC2Calice\u001fbob'
const DAY = 86_400_000

/**
 * The rules TL1–TL18, for any engine. Each test bears the number of the rule that it holds.
 *
 * `timelineContract('memory', async (options) => ({ timeline: createMemoryTimeline(options), dispose: async () => {} }))`
 */
export function timelineContract(name: string, open: (options: TimelineOptions) => Promise<OpenedTimeline>): void {
  describe(`timeline: ${name}`, () => {
    let clock = 1_764_000_000_000
    let keepFrom = 0
    let opened: OpenedTimeline
    let timeline: Timeline

    beforeEach(async () => {
      keepFrom = 0
      opened = await open({ now: () => clock, keepFrom: () => keepFrom })
      timeline = opened.timeline
    })
    afterEach(() => opened.dispose())

    const reopened = async (): Promise<Timeline> => {
      timeline = (await opened.reopen?.()) ?? timeline
      return timeline
    }
    const say = (value: string, more: Partial<Draft> = {}) => timeline.append({ conversation: C, value, ...more })
    const values = async (conversation = C) =>
      (await timeline.read(conversation, { limit: 1000 })).map((entry) => entry.value)
    const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

    const subject: ContractSubject = {
      conversation: C,
      say,
      values,
      reopened,
      get timeline() {
        return timeline
      },
      get clock() {
        return clock
      },
      set clock(time) {
        clock = time
      },
      set keepFrom(time: number) {
        keepFrom = time
      },
    }

    test('[TL1] an acked entry is there after the engine was closed and opened again', async () => {
      const { seq, time } = await say('kept')
      await reopened()
      expect(await timeline.read(C, { limit: 10 })).toEqual([{ seq, time, value: 'kept' }])
      expect(await timeline.heads([C])).toEqual([{ seq, changeSeq: 0, time, changedAt: time }])
      expect(await say('next')).toMatchObject({ seq: 2 })
    })

    test('[TL2] concurrent appends to several conversations are numbered from 1 without a gap', async () => {
      const acks = await Promise.all(
        count(600).map((n) => timeline.append({ conversation: `${C}${n % 3}`, value: String(n) })),
      )
      for (const rest of [0, 1, 2]) {
        const seqs = acks.filter((_, i) => (i + 1) % 3 === rest).map((ack) => ack.seq)
        expect(seqs.sort((a, b) => a - b)).toEqual(count(200))
      }
    })

    test('[TL3] appends are numbered in the order in which they were called', async () => {
      const acks = await Promise.all(count(500).map((n) => say(`m${n}`)))
      expect(acks.map((ack) => ack.seq)).toEqual(count(500))
      expect(await values()).toEqual(count(500).map((n) => `m${n}`))
    })

    test('[TL4] a retry stores nothing and answers with the first result, also after a restart', async () => {
      const dedupe = { key: '77', digest: 'd' }
      const first = await say('once', { dedupe })
      clock += 1000
      expect(await say('once', { dedupe })).toEqual({ ...first, duplicate: true })
      await reopened()
      expect(await say('once', { dedupe })).toEqual({ ...first, duplicate: true })
      expect(await values()).toEqual(['once'])
    })

    test('[TL4] a retry in the commit of the first one gets its number', async () => {
      const dedupe = { key: '77', digest: 'd' }
      const acks = await Promise.all([say('x'), say('once', { dedupe }), say('y'), say('once', { dedupe }), say('z')])
      expect(acks.map((ack) => [ack.seq, ack.duplicate])).toEqual([
        [1, false],
        [2, false],
        [3, false],
        [2, true],
        [4, false],
      ])
    })

    test('[TL4] the same key in another conversation is another message', async () => {
      const dedupe = { key: '77', digest: 'd' }
      await say('here', { dedupe })
      expect(await say('there', { dedupe, conversation: `${C}2` })).toMatchObject({ seq: 1, duplicate: false })
    })

    test('[TL4] a key is remembered for 24 h, across midnight, and no longer', async () => {
      const dedupe = { key: '77', digest: 'd' }
      clock = 20_000 * DAY - 5
      await say('first', { dedupe })
      clock += DAY - 1
      await reopened()
      expect(await say('first', { dedupe })).toMatchObject({ seq: 1, duplicate: true })
      clock += 1
      expect(await say('second', { dedupe })).toMatchObject({ seq: 2, duplicate: false })
      expect(await say('second', { dedupe })).toMatchObject({ seq: 2, duplicate: true })
      await reopened()
      expect(await say('second', { dedupe })).toMatchObject({ seq: 2, duplicate: true })
    })

    test('[TL20] a key that holds for a while only is free after it, and then the new entry has it', async () => {
      const brief = { key: '77', digest: 'd', within: 300_000 }
      await say('first', { dedupe: brief })
      clock += 299_999
      expect(await say('first', { dedupe: brief })).toMatchObject({ seq: 1, duplicate: true })
      await expect(say('other', { dedupe: { ...brief, digest: 'e' } })).rejects.toMatchObject({
        errorName: 'MESSAGE_ID_REUSED',
      })
      clock += 1
      await reopened()
      const acks = await Promise.all(count(2).map(() => say('second', { dedupe: { ...brief, digest: 'e' } })))
      expect(acks.map(({ seq, duplicate }) => [seq, duplicate])).toEqual([
        [2, false],
        [2, true],
      ])
      clock += 299_999
      await reopened()
      expect(await say('second', { dedupe: { ...brief, digest: 'e' } })).toMatchObject({ seq: 2, duplicate: true })
      expect(await values()).toEqual(['first', 'second'])
    })

    test('[TL21] all conversations are gone through by pages, each once with its head, those of a prefix alone', async () => {
      const names = count(25).map((n) => `${C}/${String(n).padStart(2, '0')}`)
      for (const conversation of [...names].reverse()) await say('m', { conversation })
      await say('m', { conversation: `${C}.other` })
      await say('another', { conversation: names[3]! })
      for (const _ of ['as appended', 'as reopened']) {
        const found: string[] = []
        for (let after = ''; ; after = found.at(-1)!) {
          const page = await timeline.list({ prefix: `${C}/`, after, limit: 10 })
          found.push(...page.map(({ conversation }) => conversation))
          expect(page.map(({ head }) => head)).toEqual(await timeline.heads(page.map((one) => one.conversation)))
          if (page.length < 10) break
        }
        expect(found).toEqual(names)
        expect(await timeline.list({ prefix: `${C}/04`, after: '', limit: 1 })).toMatchObject([{ head: { seq: 2 } }])
        expect(await timeline.list({ prefix: 'nothing like it', after: '', limit: 1 })).toEqual([])
        await reopened()
      }
    })

    test('[TL4] a key is remembered when the clock jumps by an hour over midnight and back', async () => {
      clock = 20_000 * DAY + 1000
      await say('first', { dedupe: { key: '1', digest: 'd' } })
      clock -= 3_600_000
      expect(await say('first', { dedupe: { key: '1', digest: 'd' } })).toMatchObject({ seq: 1, duplicate: true })
      await reopened()
      expect(await say('first', { dedupe: { key: '1', digest: 'd' } })).toMatchObject({ seq: 1, duplicate: true })
    })

    test('[TL5] [CHK31] the same key with another body is refused and stores nothing', async () => {
      await say('mine', { dedupe: { key: '77', digest: 'a' } })
      const refused = say('other', { dedupe: { key: '77', digest: 'b' } })
      await expect(refused).rejects.toMatchObject({ errorName: 'MESSAGE_ID_REUSED' })
      await reopened()
      const again = say('other', { dedupe: { key: '77', digest: 'b' } })
      await expect(again).rejects.toMatchObject({ errorName: 'MESSAGE_ID_REUSED' })
      expect(await values()).toEqual(['mine'])
    })

    test('[TL5] [CHK31] the refusal also comes when both bodies are in one commit', async () => {
      const [first, second] = await Promise.allSettled([
        say('mine', { dedupe: { key: '77', digest: 'a' } }),
        say('other', { dedupe: { key: '77', digest: 'b' } }),
      ])
      expect(first).toMatchObject({ status: 'fulfilled', value: { seq: 1, duplicate: false } })
      expect(second).toMatchObject({ status: 'rejected', reason: { errorName: 'MESSAGE_ID_REUSED' } })
      expect(await values()).toEqual(['mine'])
    })

    test('[CHK30] the same key 1,000 times at once is stored once, and all acks bear its number', async () => {
      await say('before')
      const acks = await Promise.all(count(1000).map(() => say('once', { dedupe: { key: '9', digest: 'd' } })))
      expect(new Set(acks.map((ack) => ack.seq))).toEqual(new Set([2]))
      expect(acks.filter((ack) => !ack.duplicate)).toHaveLength(1)
      expect(await values()).toEqual(['before', 'once'])
    })

    test('[TL6] time is the clock of the server and never goes back within a conversation', async () => {
      const start = clock
      expect((await say('a')).time).toBe(start)
      clock += 50
      expect((await say('b')).time).toBe(start + 50)
      clock -= 3_600_000
      expect((await say('c')).time).toBe(start + 50)
      expect((await timeline.change(C, { value: 'edit' })).time).toBe(start + 50)
      await reopened()
      expect((await say('d')).time).toBe(start + 50)
    })

    test('[CHK32] a client whose clock is wrong by a year changes neither order nor time', async () => {
      const year = 365 * DAY
      const sent = [0, year, -year, 5].map((wrong, i) => JSON.stringify({ clientTime: clock + wrong, n: i }))
      for (const value of sent) await say(value, { dedupe: { key: value, digest: 'd' } })
      expect(await values()).toEqual(sent)
      expect((await timeline.heads([C]))[0]).toEqual({ seq: 4, changeSeq: 0, time: clock, changedAt: clock })
    })

    test('[TL7] ranges are read both ways and bounded by the limit', async () => {
      await Promise.all(count(120).map((n) => say(String(n))))
      const seqs = async (range: Parameters<Timeline['read']>[1]) =>
        (await timeline.read(C, range)).map((entry) => entry.seq)
      for (const _ of ['as appended', 'as reopened']) {
        expect(await seqs({ limit: 3 })).toEqual([118, 119, 120])
        expect(await seqs({ before: 120, limit: 2 })).toEqual([118, 119])
        expect(await seqs({ before: 4, limit: 10 })).toEqual([1, 2, 3])
        expect(await seqs({ after: 0, limit: 2 })).toEqual([1, 2])
        expect(await seqs({ after: 118, limit: 10 })).toEqual([119, 120])
        expect(await seqs({ after: 120, limit: 10 })).toEqual([])
        expect(await seqs({ after: 10, before: 20, limit: 3 })).toEqual([17, 18, 19])
        expect(await seqs({ after: 10, before: 12, limit: 3 })).toEqual([11])
        expect(await seqs({ after: 20, before: 10, limit: 3 })).toEqual([])
        expect(await seqs({ before: 0, limit: 3 })).toEqual([])
        expect(await seqs({ limit: 1000 })).toEqual(count(120))
        await reopened()
      }
    })

    test('[TL7] a read that starts after an ack sees the entry, whatever else is going on', async () => {
      await Promise.all(
        count(300).map(async (n) => {
          const { seq } = await say(String(n), { conversation: `${C}${n % 7}` })
          const entries = await timeline.read(`${C}${n % 7}`, { limit: 100 })
          expect(entries.find((entry) => entry.seq === seq)?.value).toBe(String(n))
          expect(entries.map((entry) => entry.seq)).toEqual(count(entries.length))
        }),
      )
    })

    test('[TL7] values come back unchanged and conversations do not mix', async () => {
      const texts = ['', ' ', '7 8', '\0\n\u001f', '你好 😀', '"}', 'x'.repeat(TIMELINE_LIMITS.valueBytes)]
      for (const text of texts) await say(text)
      await say('stranger', { conversation: `${C}b` })
      await say('prefix', { conversation: C.slice(0, -1) })
      await reopened()
      expect(await values()).toEqual(texts)
      expect(await values(`${C}b`)).toEqual(['stranger'])
    })

    test('[TL8] change events have their own numbers and take none of an entry', async () => {
      await say('a')
      expect(await timeline.change(C, { value: 'edit 1' })).toEqual({ changeSeq: 1, time: clock })
      await say('b')
      await Promise.all([timeline.change(C, { value: 'edit 2' }), say('c'), timeline.change(C, { value: 'edit 3' })])
      await reopened()
      expect(await timeline.heads([C])).toEqual([{ seq: 3, changeSeq: 3, time: clock, changedAt: clock }])
      expect(await values()).toEqual(['a', 'b', 'c'])
      expect((await timeline.changes(C, 1, 10)).map((change) => change.value)).toEqual(['edit 2', 'edit 3'])
      expect((await timeline.changes(C, 0, 2)).map((change) => change.changeSeq)).toEqual([1, 2])
      expect(await timeline.changes(C, 3, 2)).toEqual([])
      expect((await timeline.change(C, { value: 'edit 4' })).changeSeq).toBe(4)
    })

    test('[TL8] a conversation may have a change event before its first entry', async () => {
      await timeline.change(C, { value: 'receipt' })
      await reopened()
      expect(await timeline.heads([C])).toEqual([{ seq: 0, changeSeq: 1, time: 0, changedAt: clock }])
      expect((await say('a')).seq).toBe(1)
      expect((await timeline.change(C, { value: 'receipt' })).changeSeq).toBe(2)
    })

    stateRules(subject)

    test('[TL9] outbox entries come in the order of their messages and stay until they are done', async () => {
      const jobs = (n: number) => ({
        outbox: [
          { kind: 'webhook', value: `w${n}` },
          { kind: 'push', value: `p\0${n}` },
        ],
      })
      await Promise.all([say('a', jobs(1)), say('b'), say('c', jobs(2))])
      await reopened()
      await say('d', jobs(3))
      const entries = await timeline.outbox(10)
      expect(entries.map(({ seq, kind, value }) => [seq, kind, value])).toEqual([
        [1, 'webhook', 'w1'],
        [1, 'push', 'p\x001'],
        [3, 'webhook', 'w2'],
        [3, 'push', 'p\x002'],
        [4, 'webhook', 'w3'],
        [4, 'push', 'p\x003'],
      ])
      expect(entries.every((entry) => entry.conversation === C)).toBe(true)
      expect(await timeline.outbox(2)).toEqual(entries.slice(0, 2))
      await timeline.outboxDone([entries[0]!.id, entries[3]!.id])
      await timeline.outboxDone([entries[0]!.id, 'unknown'])
      await reopened()
      expect(await timeline.outbox(10)).toEqual([entries[1], entries[2], entries[4], entries[5]])
    })

    test('[TL9] an outbox id is not used again after everything was done and the engine restarted', async () => {
      const outbox = [{ kind: 'push', value: 'v' }]
      await say('a', { outbox })
      const [first] = await timeline.outbox(10)
      await timeline.outboxDone([first!.id])
      expect(await timeline.outbox(10)).toEqual([])
      await reopened()
      await say('b', { outbox })
      expect((await timeline.outbox(10)).map((entry) => entry.seq)).toEqual([2])
      expect((await timeline.outbox(10))[0]!.id).not.toBe(first!.id)
    })

    test('[TL9] a retry adds no second outbox entry', async () => {
      const draft = { dedupe: { key: '1', digest: 'd' }, outbox: [{ kind: 'push', value: 'v' }] }
      await Promise.all([say('a', draft), say('a', draft)])
      await say('a', draft)
      expect(await timeline.outbox(10)).toHaveLength(1)
    })

    unreadRules(subject)
    dropRules(subject)

    test('[TL10] [CHK45] a failed commit rejects its callers and numbers nothing; then it goes on', async ({
      skip,
    }) => {
      const { failCommits } = opened
      if (failCommits === undefined) return skip('the commits of this engine cannot fail')
      await say('before', { dedupe: { key: '1', digest: 'd' } })
      failCommits(true)
      const outbox = [{ kind: 'push', value: 'v' }]
      const lost = await Promise.allSettled([
        say('lost', { outbox, dedupe: { key: '2', digest: 'd' } }),
        say('lost', { dedupe: { key: '2', digest: 'd' } }),
        say('lost', { dedupe: { key: '2', digest: 'other' } }),
        say('lost', { conversation: `${C}2` }),
        timeline.change(C, { value: 'lost' }),
        timeline.outboxDone(['0']),
      ])
      expect(lost.map((result) => result.status === 'rejected' && result.reason.errorName)).toEqual(
        Array(6).fill('STORE_UNAVAILABLE'),
      )
      expect(await values()).toEqual(['before'])
      expect(await timeline.heads([C, `${C}2`])).toEqual([
        { seq: 1, changeSeq: 0, time: clock, changedAt: clock },
        EMPTY_HEAD,
      ])
      expect(await timeline.outbox(10)).toEqual([])
      failCommits(false)
      // An engine may take a moment to repair itself; the client retries.
      await vi.waitFor(() => say('recovered', { conversation: `${C}3` }), { timeout: 5000, interval: 20 })
      expect(await say('after', { dedupe: { key: '2', digest: 'd' } })).toMatchObject({ seq: 2, duplicate: false })
      expect(await say('before', { dedupe: { key: '1', digest: 'd' } })).toMatchObject({ seq: 1, duplicate: true })
      expect(await timeline.change(C, { value: 'edit' })).toMatchObject({ changeSeq: 1 })
      await reopened()
      expect(await values()).toEqual(['before', 'after'])
    })

    test('[TL11] an only append waits for no timer', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
      try {
        expect(await say('alone')).toMatchObject({ seq: 1 })
        expect(await say('alone again')).toMatchObject({ seq: 2 })
      } finally {
        vi.useRealTimers()
      }
    })

    test('[TL2] [TL4] [TL7] [TL8] [TL9] [TL12] [TL13] [TL15] [TL16] random interleavings answer like the model', async () => {
      await checkAgainstModel(() => open({}))
    }, 60_000)

    const become = (value: string, ...states: StateDraft[]) => timeline.change(C, { value, states })
    test('[TL15] [TL17] [TL18] appends, drops and restarts at random answer like a plain list', async () => {
      await checkDropping(open)
    }, 60_000)

    test.each<[string, () => Promise<unknown>]>([
      ['an empty conversation', () => say('v', { conversation: '' })],
      ['a control character in a conversation', () => say('v', { conversation: 'a\nb' })],
      ['a NUL in a conversation', () => timeline.read('a\0b', { limit: 1 })],
      ['a conversation of 513 bytes', () => say('v', { conversation: '好'.repeat(171) })],
      ['a value of 64 KiB and one byte', () => say(`${'x'.repeat(TIMELINE_LIMITS.valueBytes)}y`)],
      ['a value with half of a surrogate pair', () => say('\ud83d')],
      ['an empty dedupe key', () => say('v', { dedupe: { key: '', digest: 'd' } })],
      ['a dedupe key of 513 bytes', () => say('v', { dedupe: { key: 'k'.repeat(513), digest: 'd' } })],
      ['an outbox kind with a NUL', () => say('v', { outbox: [{ kind: 'a\0', value: '' }] })],
      ['17 outbox entries', () => say('v', { outbox: Array(17).fill({ kind: 'push', value: '' }) })],
      ['an empty author', () => say('v', { author: '' })],
      ['an author with a line break', () => say('v', { author: 'a\nb' })],
      ['an author of 129 bytes', () => say('v', { author: 'a'.repeat(129) })],
      ['an unread count for nobody', () => timeline.unread([{ conversation: C, after: 0, author: '' }])],
      [
        'an unread count from a negative position',
        () => timeline.unread([{ conversation: C, after: -1, author: 'a' }]),
      ],
      ['a limit of 0', () => timeline.read(C, { limit: 0 })],
      ['a limit of 1,001', () => timeline.outbox(1001)],
      ['a limit that is no integer', () => timeline.changes(C, 0, 1.5)],
      ['a negative position', () => timeline.read(C, { after: -1, limit: 1 })],
      ['33 states in a change', () => become('v', ...count(33).map((seq) => ({ seq, value: '', after: 0 })))],
      ['two states of one entry', () => become('v', ...Array(2).fill({ seq: 1, value: '', after: 0 }))],
      ['a state of 64 KiB and one byte', () => become('v', { seq: 1, value: 'x'.repeat(65_537), after: 0 })],
      [
        'a change value that is too long',
        () => timeline.change(C, { value: 'x'.repeat(TIMELINE_LIMITS.valueBytes + 1) }),
      ],
    ])('%s is refused', async (_, act) => {
      await expect(act()).rejects.toMatchObject({ errorName: 'BAD_PARAMETER' satisfies ErrorName })
      expect(await values()).toEqual([])
    })

    test('a conversation and a value at their limits are taken', async () => {
      const conversation = `${'好'.repeat(170)}ab`
      await say('x'.repeat(TIMELINE_LIMITS.valueBytes), { conversation })
      expect((await timeline.read(conversation, { limit: 1 }))[0]?.value).toHaveLength(TIMELINE_LIMITS.valueBytes)
    })

    test('heads are answered in the order asked, and an unknown conversation has the empty one', async () => {
      await say('a')
      await reopened()
      const head = { seq: 1, changeSeq: 0, time: clock, changedAt: clock }
      expect(await timeline.heads(['nobody', C, 'nothing', C])).toEqual([EMPTY_HEAD, head, EMPTY_HEAD, head])
      expect(await timeline.heads([])).toEqual([])
    })

    test('close waits for what is under way, then refuses everything, and may be called twice', async () => {
      const pending = say('last')
      await Promise.all([timeline.close(), timeline.close()])
      expect(await pending).toMatchObject({ seq: 1 })
      const calls = [say('x'), timeline.change(C, { value: 'x' }), timeline.heads([C]), timeline.read(C, { limit: 1 })]
      for (const call of [
        ...calls,
        timeline.changes(C, 0, 1),
        timeline.unread([]),
        timeline.drop(() => 0),
        timeline.outbox(1),
        timeline.outboxDone(['1']),
      ]) {
        await expect(call).rejects.toMatchObject({ errorName: 'STORE_UNAVAILABLE' })
      }
    })
  })
}
