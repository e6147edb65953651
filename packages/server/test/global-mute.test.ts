import { type RawError, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

let random = 0
const text = () => ({
  random: ++random,
  clientTime: 1,
  body: [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x' } }],
})
const refusal = (promise: Promise<unknown>): Promise<RawError> =>
  promise.then(
    () => expect.fail('was not refused'),
    (error: RawError) => error,
  )

describe('[MUTE1] somebody whom the application muted', () => {
  it('sends no private message until it ends, hears everything, and may speak in groups', async () => {
    await using im = await testIm()
    const { globalMute } = im.server.im
    const [alice, bob] = [await im.enter('alice'), await im.enter('bob')]
    const { groupId } = await alice.request('group.create', { type: 'Public', name: 'club' })
    await alice.request('send', { to: 'bob', ...text() })
    await globalMute.set(im.sdkAppId, 'alice', { c2c: 60 })
    expect((await refusal(alice.request('send', { to: 'bob', ...text() }))).code).toBe(20012)
    expect((await refusal(alice.request('send', { to: 'bob', onlineOnly: true, ...text() }))).code).toBe(20012)
    expect((await alice.request('send', { group: groupId, ...text() })).seq).toBeGreaterThan(0)
    await bob.request('send', { to: 'alice', ...text() })
    expect(alice.messages).toHaveLength(1)
    expect(await globalMute.get(im.sdkAppId, 'alice')).toEqual({ c2c: 60, group: 0 })
    im.clock.advance(60_000)
    expect((await alice.request('send', { to: 'bob', ...text() })).seq).toBe(3)
  })

  it('in groups speaks in none of them; lifting it helps at once', async () => {
    await using im = await testIm()
    const { globalMute } = im.server.im
    const alice = await im.enter('alice')
    await im.enter('bob')
    const { groupId } = await alice.request('group.create', { type: 'Public', name: 'club' })
    await globalMute.set(im.sdkAppId, 'alice', { group: 4294967295 })
    expect((await refusal(alice.request('send', { group: groupId, ...text() }))).code).toBe(10017)
    await alice.request('send', { to: 'bob', ...text() })
    expect(await globalMute.get(im.sdkAppId, 'alice')).toEqual({ c2c: 0, group: 4294967295 })
    await globalMute.set(im.sdkAppId, 'alice', { group: 0 })
    await alice.request('send', { group: groupId, ...text() })
  })

  it('says nothing by an edit or beside a message either', async () => {
    await using im = await testIm()
    const { globalMute } = im.server.im
    const alice = await im.enter('alice')
    await im.enter('bob')
    const { groupId } = await alice.request('group.create', { type: 'Public', name: 'club' })
    const sent = await alice.request('send', { to: 'bob', supportExtension: true, ...text() })
    const other = await alice.request('send', { group: groupId, supportExtension: true, ...text() })
    await globalMute.set(im.sdkAppId, 'alice', { c2c: 60 })
    const { body } = text()
    const edit = { conversation: 'C2Cbob', seq: sent.seq, version: 0, body }
    expect((await refusal(alice.request('message.modify', edit))).code).toBe(20012)
    const extensions = [{ key: 'k', value: 'v', seq: 0 }]
    const beside = { conversation: 'C2Cbob', seq: sent.seq, extensions }
    expect((await refusal(alice.request('extension.set', beside))).code).toBe(20012)
    await alice.request('message.modify', { ...edit, conversation: `GROUP${groupId}`, seq: other.seq })
    await globalMute.set(im.sdkAppId, 'alice', { c2c: 0, group: 60 })
    await alice.request('message.modify', edit)
    const inGroup = { ...beside, conversation: `GROUP${groupId}`, seq: other.seq }
    expect((await refusal(alice.request('extension.set', inGroup))).code).toBe(10017)
  })

  it('is muted in this application alone, and nobody is who does not exist', async () => {
    await using im = await testIm()
    const { globalMute, accounts } = im.server.im
    const alice = await im.enter('alice')
    await im.enter('bob')
    const other = await accounts.apps.create({ name: 'Other', administrator: 'alice' })
    await globalMute.set(other.sdkAppId, 'alice', { c2c: 60, group: 60 })
    await alice.request('send', { to: 'bob', ...text() })
    await expect(globalMute.set(im.sdkAppId, 'nobody', { c2c: 1 })).rejects.toMatchObject({ code: 70107 })
    await expect(globalMute.get(im.sdkAppId, 'nobody')).rejects.toMatchObject({ code: 70107 })
    await expect(globalMute.set(im.sdkAppId, 'alice', {})).rejects.toMatchObject({ code: 70402 })
    await expect(globalMute.set(im.sdkAppId, 'alice', { c2c: -1 })).rejects.toMatchObject({ code: 70402 })
  })

  it('[MSG7] messages that wait for the first look at the mutes keep their order', async () => {
    await using im = await testIm()
    const alice = await im.enter('alice')
    const bob = await im.enter('bob')
    await Promise.all(Array.from({ length: 30 }, () => alice.request('send', { to: 'bob', ...text() })))
    const sent = bob.messages.map(({ message }) => message.random)
    expect(sent).toEqual([...sent].sort((a, b) => a - b))
    expect(sent).toHaveLength(30)
  })

  it('stays muted when the answer of an earlier look comes late', async () => {
    await using im = await testIm()
    const { globalMute } = im.server.im
    const alice = await im.enter('alice')
    await im.enter('bob')
    // The look begins before the mute and ends after it.
    const first = alice.request('send', { to: 'bob', ...text() }).catch(() => {})
    await Promise.all([first, globalMute.set(im.sdkAppId, 'alice', { c2c: 60 })])
    expect((await refusal(alice.request('send', { to: 'bob', ...text() }))).code).toBe(20012)
  })
})
