import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { fail } from '../src/engine/failure.ts'

const DAY = 86_400_000
let nextRandom = 1
const send = (client: RawClient, to: string) =>
  client.request('send', {
    to,
    random: nextRandom++,
    clientTime: 1_795_424_545,
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }],
  })
const seqs = async (client: RawClient, range: object = {}) =>
  (await client.request('history', { conversation: 'C2Cbob', ...range })).messages.map((message) => message.seq)

/** Three messages, one of them older than the three days for which their application keeps them. */
async function threeDays(im: TestIm): Promise<RawClient> {
  await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { roamingDays: 3 })
  await im.enter('bob')
  const alice = await im.enter('alice')
  for (let day = 0; day < 3; day++) {
    await send(alice, 'bob')
    im.clock.advance(DAY)
  }
  im.clock.advance(DAY / 2)
  return alice
}

for (const url of ['memory:', 'level:']) {
  it(`[MSG16] messages that are older than the application keeps them are read no more, then dropped (${url})`, async () => {
    await using im = await testIm({ config: { timeline: { url } } })
    const alice = await threeDays(im)
    for (const dropped of [1, 0]) {
      expect(await seqs(alice)).toEqual([2, 3])
      expect(await seqs(alice, { after: 0, limit: 1 })).toEqual([2])
      await expect(alice.request('message.recall', { conversation: 'C2Cbob', seq: 1 })).rejects.toMatchObject({
        code: fail('RECALL_NOT_FOUND').row.code,
      })
      expect(await im.server.im.roaming.drop()).toBe(dropped)
    }
    expect(await send(alice, 'bob')).toMatchObject({ seq: 4 })
    im.clock.advance(4 * DAY)
    expect(await seqs(alice)).toEqual([])
    const { conversations } = await (await im.enter('bob')).request('sync', {})
    expect(conversations).toMatchObject([{ conversation: 'C2Calice', head: 4 }])
    expect(await im.server.im.roaming.drop()).toBe(3)
  })
}

it('[MSG16] an application that sets no period keeps its messages for ever, whatever others set', async () => {
  await using im = await testIm()
  await threeDays(im)
  const { accounts, timeline, roaming } = im.server.im
  const other = await accounts.apps.create({ name: 'Keeps all' })
  const log = `${other.sdkAppId}\u001fC2C\u001falice\u001fbob`
  await timeline.append({ conversation: log, value: '{}' })
  im.clock.advance(10_000 * DAY)
  expect(await roaming.drop()).toBe(3)
  expect(await timeline.read(log, { limit: 1 })).toHaveLength(1)
})
