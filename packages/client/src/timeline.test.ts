import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Numbered, Timeline } from './timeline.ts'

const message = (seq: number): Numbered => ({ seq })
const seqs = (messages: readonly Numbered[]): number[] => messages.map(({ seq }) => seq)

function opened(heads: Record<string, number> = {}): Timeline<Numbered> {
  const timeline = new Timeline<Numbered>()
  for (const [conversation, head] of Object.entries(heads)) timeline.baseline(conversation, head)
  timeline.open()
  return timeline
}

describe('the timeline of a client', () => {
  test('[SDK1] messages that come out of order wait until the gap is filled', () => {
    const timeline = opened()
    expect(seqs(timeline.receive('C2Cbob', message(2)))).toEqual([])
    expect(timeline.isBehind('C2Cbob')).toBe(true)
    expect(seqs(timeline.receive('C2Cbob', message(3)))).toEqual([])
    expect(seqs(timeline.receive('C2Cbob', message(1)))).toEqual([1, 2, 3])
    expect(timeline.isBehind('C2Cbob')).toBe(false)
  })

  test('[SDK1] a message that comes twice comes out once', () => {
    const timeline = opened()
    expect(seqs(timeline.receive('C2Cbob', message(1)))).toEqual([1])
    expect(seqs(timeline.receive('C2Cbob', message(1)))).toEqual([])
  })

  test('[SDK2] what stood in a conversation at the first sync does not come out', () => {
    const timeline = opened({ C2Cbob: 7 })
    expect(seqs(timeline.receive('C2Cbob', message(7)))).toEqual([])
    expect(seqs(timeline.receive('C2Cbob', message(8)))).toEqual([8])
  })

  test('[SDK2] what was pushed before the first sync answered comes out when it did', () => {
    const timeline = new Timeline<Numbered>()
    expect(timeline.receive('C2Cbob', message(7))).toEqual([])
    timeline.baseline('C2Cbob', 8)
    expect(timeline.open()).toEqual([{ conversation: 'C2Cbob', messages: [message(7)] }])
    expect(timeline.behind()).toEqual(['C2Cbob'])
  })

  test('[SDK2] a first sync that has to start again does not move a baseline', () => {
    const timeline = new Timeline<Numbered>()
    timeline.baseline('C2Cbob', 5)
    timeline.baseline('C2Cbob', 7)
    timeline.open()
    expect(timeline.high('C2Cbob')).toBe(5)
    expect(timeline.isBehind('C2Cbob')).toBe(true)
  })

  test('[SDK3] a conversation that appears later is new from its first message on', () => {
    const timeline = opened({ C2Cbob: 7 })
    expect(seqs(timeline.receive('C2Ccarol', message(2)))).toEqual([])
    expect(seqs(timeline.pulled('C2Ccarol', 0, [message(1)]))).toEqual([1, 2])
  })

  test('[SDK4] an own message fills its place and does not come out, whichever of its copies is first', () => {
    const ackFirst = opened()
    expect(seqs(ackFirst.fill('C2Cbob', 2))).toEqual([])
    expect(seqs(ackFirst.receive('C2Cbob', message(2)))).toEqual([])
    expect(seqs(ackFirst.receive('C2Cbob', message(1)))).toEqual([1])
    expect(ackFirst.high('C2Cbob')).toBe(2)
    const copyFirst = opened()
    copyFirst.receive('C2Cbob', message(2))
    copyFirst.fill('C2Cbob', 2)
    expect(seqs(copyFirst.receive('C2Cbob', message(1)))).toEqual([1])
  })

  test('[SDK5] places between two pulled messages are passed over', () => {
    const timeline = opened()
    timeline.seen('C2Cbob', 9)
    expect(seqs(timeline.pulled('C2Cbob', 0, [message(4), message(6)]))).toEqual([4, 6])
    expect(timeline.high('C2Cbob')).toBe(6)
    expect(timeline.isBehind('C2Cbob')).toBe(true)
  })

  test('[SDK5] an empty answer may be old, a second one is proof', () => {
    const timeline = opened({ C2Cbob: 3 })
    timeline.seen('C2Cbob', 5)
    timeline.pulled('C2Cbob', 3, [])
    expect(timeline.isBehind('C2Cbob')).toBe(true)
    timeline.receive('C2Cbob', message(6))
    expect(seqs(timeline.pulled('C2Cbob', 3, []))).toEqual([6])
    expect(timeline.isBehind('C2Cbob')).toBe(false)
  })

  test('an answer that goes back behind the question brings nothing and does not stop the repair', () => {
    const timeline = opened({ C2Cbob: 3 })
    timeline.seen('C2Cbob', 4)
    expect(timeline.pulled('C2Cbob', 3, [message(2), message(3)])).toEqual([])
    expect(timeline.pulled('C2Cbob', 3, [message(2), message(3)])).toEqual([])
    expect(timeline.isBehind('C2Cbob')).toBe(false)
  })

  test('[SDK1] a gap wider than the memory for it is repaired by pulling, with nothing lost', () => {
    const timeline = opened()
    const out: number[] = []
    for (let seq = 2; seq <= 3000; seq++) out.push(...seqs(timeline.receive('C2Cbob', message(seq))))
    expect(out).toEqual([])
    for (let after = 0; timeline.isBehind('C2Cbob'); after = timeline.high('C2Cbob')) {
      const page = Array.from({ length: Math.min(100, 3000 - after) }, (_, index) => message(after + 1 + index))
      out.push(...seqs(timeline.pulled('C2Cbob', after, page)))
    }
    expect(out).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1))
  })

  test('[SDK1] [SDK4] whatever arrives in whatever order, all that is foreign comes out once and in order', () => {
    const step = fc.record({
      kind: fc.constantFrom('receive', 'fill', 'seen', 'pull'),
      at: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
        fc.array(step),
        (base, own, steps) => {
          const timeline = opened({ C2Cbob: base })
          const out: number[] = []
          const pull = (): void => {
            const after = timeline.high('C2Cbob')
            const page = [1, 2, 3].map((offset) => after + offset).filter((seq) => seq <= 30)
            out.push(...seqs(timeline.pulled('C2Cbob', after, page.map(message))))
          }
          const sent = own.filter((seq) => seq > base)
          for (const seq of sent) out.push(...seqs(timeline.fill('C2Cbob', seq)))
          for (const { kind, at } of steps) {
            if (kind === 'receive') out.push(...seqs(timeline.receive('C2Cbob', message(at))))
            else if (kind === 'fill' && sent.includes(at)) out.push(...seqs(timeline.fill('C2Cbob', at)))
            else if (kind === 'seen') timeline.seen('C2Cbob', at)
            else pull()
          }
          timeline.seen('C2Cbob', 30)
          while (timeline.isBehind('C2Cbob')) pull()
          const expected = Array.from({ length: 30 }, (_, index) => index + 1).filter(
            (seq) => seq > base && !sent.includes(seq),
          )
          expect(out).toEqual(expected)
        },
      ),
    )
  })

  test('[SDK6] a group that appears later gives nothing until it is known where the user came in, and then what follows', () => {
    const timeline = opened()
    expect(timeline.receive('GROUPteam', message(31))).toEqual([])
    expect([timeline.unbegun(), timeline.isBehind('GROUPteam')]).toEqual([['GROUPteam'], false])
    expect(seqs(timeline.begin('GROUPteam', 29))).toEqual([])
    expect([timeline.unbegun(), timeline.isBehind('GROUPteam'), timeline.high('GROUPteam')]).toEqual([[], true, 29])
    expect(seqs(timeline.receive('GROUPteam', message(30)))).toEqual([30, 31])
    expect(seqs(timeline.begin('GROUPteam', 99))).toEqual([])
    expect(timeline.high('GROUPteam')).toBe(31)
  })

  test('[SDK6] what was pushed is news, wherever the user came in; without a word about that, nothing else is', () => {
    const timeline = opened()
    timeline.receive('GROUPteam', message(31))
    expect(seqs(timeline.begin('GROUPteam', 40))).toEqual([31])
    expect(timeline.isBehind('GROUPteam')).toBe(true)
    timeline.fill('GROUPother', 7)
    timeline.receive('GROUPother', message(8))
    expect(seqs(timeline.begin('GROUPother'))).toEqual([8])
    expect(timeline.isBehind('GROUPother')).toBe(false)
  })

  test('[SDK6] a group is new from its first message on for who hears that one', () => {
    const timeline = opened()
    expect(seqs(timeline.receive('GROUPteam', message(1)))).toEqual([1])
    expect(timeline.unbegun()).toEqual([])
    const early = new Timeline<Numbered>()
    early.receive('GROUPteam', message(1))
    early.receive('GROUPlate', message(9))
    expect(early.open().map(({ conversation }) => conversation)).toEqual(['GROUPteam'])
    expect(early.unbegun()).toEqual(['GROUPlate'])
  })
})
