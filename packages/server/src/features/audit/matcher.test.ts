import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterBody } from './filter.ts'
import { createMatcher, type Word } from './matcher.ts'

const stars = (text: string): Word => ({
  text,
  isPattern: false,
  action: { kind: 'replace', by: '*'.repeat(text.length) },
})
const wall = (text: string): Word => ({ text, isPattern: false, action: { kind: 'block' } })
const pattern = (text: string): Word => ({ text, isPattern: true, action: { kind: 'replace', by: '#' } })
const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
const foundIn = (words: readonly Word[], value: string) =>
  createMatcher(words)
    .find(value)
    .map(({ from, to }) => value.slice(from, to))

describe('the matcher', () => {
  it('[AUD1] finds words wherever they stand, the longest of those that begin together', () => {
    expect(foundIn([stars('he'), stars('she'), stars('hers'), stars('his')], 'ushers of his')).toEqual(['she', 'his'])
    expect(foundIn([stars('a'), stars('ab'), stars('abc')], 'xabcabx')).toEqual(['abc', 'ab'])
    expect(foundIn([stars('坏词')], '这是坏词吗')).toEqual(['坏词'])
    expect(foundIn([], 'anything')).toEqual([])
  })

  it('[AUD2] neither case nor width hides a word', () => {
    expect(foundIn([stars('BadWord')], 'a bAdWoRd, ＢａｄＷｏｒｄ')).toEqual(['bAdWoRd', 'ＢａｄＷｏｒｄ'])
    expect(foundIn([stars('ÉTÉ')], 'été')).toEqual(['été'])
    expect(foundIn([pattern('bad\\d+')], 'BAD1 ｂａＤ２３')).toEqual(['BAD1', 'ｂａＤ２３'])
  })

  it('[AUD1] a word that one list replaces and another one blocks is blocked, whichever comes first', () => {
    for (const words of [
      [stars('bad'), wall('bad')],
      [wall('bad'), stars('bad')],
    ]) {
      expect(filterBody(createMatcher(words), text('bad')).kind).toBe('blocked')
    }
  })

  it('[AUD1] patterns are found as well, and none that matches nothing runs for ever', () => {
    expect(foundIn([pattern('\\d{3,}'), pattern('x*')], 'call 12345 xx')).toEqual(['12345', 'xx'])
    expect(() => createMatcher([pattern('(')])).toThrow()
  })

  it.each([
    ['nested repetition', '(a+)+$', `${'a'.repeat(4_000)}b`],
    ['alternatives that overlap', '(a|aa)+$', `${'a'.repeat(4_000)}b`],
    ['repetition of repetition', '(.*)*x', 'y'.repeat(4_000)],
    ['many optional parts', `${'a?'.repeat(30)}${'a'.repeat(30)}`, 'a'.repeat(4_000)],
    ['a long tail', '\\s+$', `${' '.repeat(4_000)}x`],
  ])('[AUD3][CHK22] takes less than 50 ms of CPU where backtracking would take for ever: %s', (_, source, value) => {
    const matcher = createMatcher([pattern(source)])
    const cpuMs = () => {
      const before = process.cpuUsage()
      matcher.find(value)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    // The best of some: the first ones pay for the compiler.
    expect(Math.min(...Array.from({ length: 8 }, cpuMs))).toBeLessThan(50)
  })

  it('[AUD3][CHK22] takes no longer for 10,000 words than the text is long', () => {
    const words = Array.from({ length: 10_000 }, (_, i) => stars(`${'a'.repeat(i % 60)}${i}`))
    const matcher = createMatcher(words)
    const cpuMs = () => {
      const before = process.cpuUsage()
      matcher.find('a'.repeat(12_000))
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    expect(Math.min(...Array.from({ length: 8 }, cpuMs))).toBeLessThan(50)
  })

  it('[AUD1] finds what looking for each word at each place finds', () => {
    const small = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 12 })
    const words = fc.uniqueArray(
      small.filter((word) => word !== ''),
      { maxLength: 6, selector: (w) => w.toLowerCase() },
    )
    fc.assert(
      fc.property(words, small, (list, value) => {
        const lower = value.toLowerCase()
        const slow: string[] = []
        for (let at = 0; at < value.length; ) {
          const here = list.filter((word) => lower.startsWith(word.toLowerCase(), at))
          const longest = here.sort((a, b) => b.length - a.length)[0]
          if (longest !== undefined) slow.push(value.slice(at, at + longest.length))
          at += longest?.length ?? 1
        }
        expect(foundIn(list.map(stars), value)).toEqual(slow)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a message', () => {
  it('[AUD1] has its words replaced, or is blocked whatever else is in it', () => {
    const matcher = createMatcher([stars('bad'), wall('worse')])
    expect(filterBody(matcher, text('so bad, so BAD'))).toEqual({ kind: 'replaced', body: text('so ***, so ***') })
    expect(filterBody(matcher, [...text('bad'), ...text('worse, Worse')])).toEqual({
      kind: 'blocked',
      words: ['worse'],
    })
    expect(filterBody(matcher, text('good'))).toEqual({ kind: 'clean' })
    const merged = (words: string) => [
      {
        MsgType: 'TIMRelayElem' as const,
        MsgContent: {
          Title: 'Chat',
          CompatibleText: 'A chat',
          MsgList: [
            { From_Account: 'bob', MsgBody: text('fine') },
            { From_Account: 'bob', MsgBody: text(words) },
          ],
        },
      },
    ]
    const nested = (words: string) =>
      merged('fine').map((element) => ({
        ...element,
        MsgContent: { ...element.MsgContent, MsgList: [{ From_Account: 'eve', MsgBody: merged(words) }] },
      }))
    expect(filterBody(matcher, nested('bad'))).toEqual({ kind: 'replaced', body: nested('***') })
    expect(filterBody(matcher, nested('worse'))).toEqual({ kind: 'blocked', words: ['worse'] })
    expect(filterBody(matcher, nested('good'))).toEqual({ kind: 'clean' })
    const custom = [{ MsgType: 'TIMCustomElem' as const, MsgContent: { Data: 'bad' } }]
    expect(filterBody(matcher, custom)).toEqual({ kind: 'clean' })
  })
})
