import { describe, expect, test } from 'vitest'
import { fail } from '../../engine/failure.ts'
import type { Draft, Route } from '../messages/route.ts'
import { createTraces, MOST_TRACES } from './traces.ts'

const draft = (from: string, to: string): Draft => ({
  from,
  to,
  tinyId: '1',
  random: 1,
  clientTime: 1,
  msgSeq: 1,
  body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'secret' } }],
})
const route = (sdkAppId: number) => ({ sdkAppId, timeline: `${sdkAppId}` }) as Route
const BY = { sentBy: 's', origin: { platform: 'Web', ip: '::1' } }

describe('[JRN2] messages are followed', () => {
  let now = 1000
  const make = () => createTraces({ registry: { hearersOf: () => ({ all: 0, some: [] }) }, now: () => now })

  test('only while somebody wants it, and for who they want', () => {
    const traces = make()
    expect(traces.begin(route(1), draft('alice', 'bob'), BY)).toBeUndefined()
    traces.watch(1, ['bob'], 5)
    expect(traces.begin(route(1), draft('alice', 'bob'), BY)).toBeDefined()
    expect(traces.begin(route(1), draft('alice', 'carol'), BY)).toBeUndefined()
    expect(traces.begin(route(2), draft('alice', 'bob'), BY)).toBeUndefined()
    now += 5 * 60_000
    expect(traces.begin(route(1), draft('alice', 'bob'), BY)).toBeUndefined()
    expect(traces.watching(1)).toBeUndefined()
  })

  test('without what they say, and a bounded number of them', () => {
    const traces = make()
    traces.watch(1, [], 5)
    for (let i = 0; i < MOST_TRACES + 10; i++) {
      const trace = traces.begin(route(1), draft('alice', 'bob'), BY)!
      trace.asked('refuse', 3)
      trace.failed(fail('WEBHOOK_REFUSED'))
    }
    const kept = traces.list(1, { limit: 10_000 })
    expect(kept).toHaveLength(MOST_TRACES)
    expect(JSON.stringify(kept)).not.toContain('secret')
    expect(kept[0]!.steps).toMatchObject([
      { kind: 'asked', verdict: 'refuse' },
      { kind: 'failed', error: 'WEBHOOK_REFUSED' },
    ])
    traces.forget(1)
    expect(traces.list(1)).toEqual([])
  })
})
