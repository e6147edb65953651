import { describe, expect, test } from 'vitest'
import { createWebhookCalls, MOST_CALLS } from './calls.ts'

const call = (sdkAppId: number, detail = '', body = '{}') => ({
  sdkAppId,
  endpointId: 'wh-1',
  command: 'C2C.CallbackAfterSendMsg',
  direction: 'after' as const,
  outcome: detail === '' ? 'ok' : 'failed',
  detail,
  body,
  answer: '',
  at: 1,
  took: 5,
  attempt: 1,
})

describe('the calls of an application', () => {
  test('come newest first, and only those of that application', () => {
    const calls = createWebhookCalls()
    calls.note(call(1, 'HTTP 500'))
    calls.note(call(2))
    calls.note(call(1))
    expect(calls.list(1).map(({ no }) => no)).toEqual([3, 1])
    expect(calls.list(1, { failedOnly: true }).map(({ no }) => no)).toEqual([1])
    expect(calls.list(1, { after: 1 }).map(({ no }) => no)).toEqual([3])
    expect(calls.get(1, 2)).toBeUndefined()
    expect(calls.totals(1)).toEqual({ calls: 2, failed: 1, ms: 10 })
  })

  test('are bounded in number and in characters, and still counted', () => {
    const calls = createWebhookCalls()
    for (let i = 0; i < MOST_CALLS + 50; i++) calls.note(call(1))
    expect(calls.list(1)).toHaveLength(MOST_CALLS)
    for (let i = 0; i < 100; i++) calls.note(call(1, '', 'x'.repeat(100_000)))
    const kept = calls.list(1).reduce((sum, { body }) => sum + body.length, 0)
    expect(kept).toBeLessThan(600 * 1024)
    expect(calls.totals(1).calls).toBe(MOST_CALLS + 150)
  })

  test('[ACC9] say nothing any more of an account that is gone, nor of what it wrote; those of others stay', () => {
    const calls = createWebhookCalls()
    const from = (userId: string) => JSON.stringify({ From_Account: userId, Text: 'words' })
    for (const userId of ['al', 'alice', 'a"b']) calls.note(call(1, '', from(userId)))
    calls.note({ ...call(1), answer: from('al') })
    calls.note(call(2, '', from('al')))
    calls.forgetAccount(1, 'al')
    calls.forgetAccount(1, 'a"b')
    expect(calls.list(1).map(({ body, answer }) => body + answer)).toEqual(['', '', from('alice'), ''])
    expect(calls.list(2)[0]!.body).toBe(from('al'))
    for (let i = 0; i < 100; i++) calls.note(call(1, '', 'x'.repeat(100_000)))
    expect(calls.list(1).reduce((sum, { body }) => sum + body.length, 0)).toBeGreaterThan(400 * 1024)
  })
})
