import { CONVERSATION_OPS } from '@signet/protocol/realtime/ops/conversations'
import type { OpInput, OpName } from '@signet/protocol/realtime/requests'
import { type RawClient, type RawError, testIm } from '@signet/testkit'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const OPS = Object.keys(CONVERSATION_OPS) as (keyof typeof CONVERSATION_OPS)[]
const GENEROUS = { sockets: { requestsPerSecond: 100_000, requestBurst: 100_000 } }
const INTERNAL = 20005

const ask = (client: RawClient, op: OpName, data: unknown): Promise<number> =>
  client.request(op, data as OpInput<OpName>).then(
    () => 0,
    (error: RawError) => error.code,
  )

const name = fc.oneof(
  fc.constantFrom(
    'C2Cbob',
    'C2Calice',
    'C2C',
    'GROUP',
    'GROUPnone',
    '@TIM#SYSTEM',
    'C2C__proto__',
    'GROUP@TGS#_a@TOPIC#_b',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `C2C${text}`),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `GROUP${text}`),
  fc.constantFrom('C2C\ud800', 'GROUP\ud800', 'GROUP\u0000', "C2C'; drop table app; --"),
)
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('\ud800', '字'.repeat(11), ''))
const integer = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1, 2 ** 53, 1.5, 63, 64))
const data = fc.record(
  {
    conversation: name,
    conversations: fc.array(name, { maxLength: 5 }),
    seqs: fc.array(integer, { maxLength: 4 }),
    set: fc.array(integer, { maxLength: 4 }),
    clear: fc.array(integer, { maxLength: 4 }),
    name: anyText,
    newName: anyText,
    custom: anyText,
    cursor: fc.oneof(anyText, fc.constantFrom('0/', '1/zzz', '9/x', '0/\ud800')),
    since: integer,
    limit: integer,
    pinned: fc.boolean(),
    keepHistory: fc.boolean(),
    remind: fc.constantFrom('AcceptAndNotify', 'Discard', 'x'),
    kind: fc.constantFrom('C2C', 'GROUP', 'x'),
  },
  { requiredKeys: ['conversation', 'conversations', 'name', 'newName', 'pinned', 'remind', 'custom', 'seqs'] },
)

it('[CNV4][CHK20] whatever a request about conversations names, it is answered or refused, and the list still works', async () => {
  await using im = await testIm({ config: GENEROUS })
  const alice = await im.enter('alice')
  const bob = await im.enter('bob')
  const say = {
    to: 'bob',
    random: 1,
    clientTime: 1,
    body: [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x' } }],
  }
  await alice.request('send', say)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...OPS), data, async (op, input) => {
      expect(await ask(bob, op, input)).not.toBe(INTERNAL)
    }),
    { numRuns: 300 },
  )
  await alice.request('send', { ...say, random: 2 })
  const { conversations } = await bob.request('sync', {})
  expect(conversations.map(({ conversation }) => conversation)).toContain('C2Calice')
})

it('[CNV4][CNV5] what a user made of conversations survives a restart', async () => {
  const config = { ...GENEROUS, timeline: { url: 'level:' } }
  const first = await testIm({ config })
  const alice = await first.enter('alice')
  const bob = await first.enter('bob')
  const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x' } }]
  for (let random = 1; random <= 4; random++) await alice.request('send', { to: 'bob', random, clientTime: 1, body })
  const conversation = 'C2Calice'
  await bob.request('conversation.pin', { conversation, pinned: true })
  await bob.request('conversation.mark', { conversations: [conversation], set: [0, 40] })
  await bob.request('conversation.createGroup', { name: 'work', conversations: [conversation] })
  await bob.request('message.delete', { conversation, seqs: [2] })
  await alice.request('message.recall', { conversation: 'C2Cbob', seq: 3 })
  const before = await bob.request('sync', {})
  await first.server.close()
  await using second = await testIm({ config, dir: first.dir })
  const { conversations: parts } = second.server.im
  const { syncConversations } = await import('../src/features/conversations/sync.ts')
  const after = JSON.parse(
    await syncConversations(parts, { sdkAppId: first.sdkAppId, userId: 'bob' }, {}),
  ) as typeof before
  expect(after.conversations).toEqual(before.conversations)
  expect(after.conversations).toMatchObject([
    { conversation, pinned: true, marks: [0, 40], groups: ['work'], unread: 2, head: 4 },
  ])
  await first.close()
})
