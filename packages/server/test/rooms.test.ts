import { randomInt } from 'node:crypto'
import { type RawClient, RawError, type TestIm, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
const say = (client: RawClient, group: string, words: string, options: object = {}) =>
  client.request('send', {
    group,
    random: randomInt(2 ** 32),
    clientTime: 1_700_000_000,
    body: text(words),
    ...options,
  })
const codeOf = async (promise: Promise<unknown>): Promise<number> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return (error as RawError).code
}
const wordsOf = (body: unknown) =>
  (body as { MsgContent: { Text: string } }[]).map(({ MsgContent }) => MsgContent.Text)[0]
/** What was pushed in live rooms; who comes and goes is told when a second is over, whatever a test is doing then. */
const roomPackets = (client: RawClient, movement = false) =>
  client.pushes.flatMap((packet) => {
    const kind = packet.type === 'room' ? packet.message.event?.kind : undefined
    const isMovement = kind === 'memberJoined' || kind === 'memberQuit'
    return packet.type === 'room' && isMovement === movement ? [packet] : []
  })
/** What was pushed in live rooms: texts, and the kinds of events. */
const heard = (client: RawClient) =>
  roomPackets(client).map(({ message }) => message.event?.kind ?? wordsOf(message.body))
const texts = (client: RawClient) => roomPackets(client).flatMap(({ message }) => wordsOf(message.body) ?? [])
const watch = async (im: TestIm, groupId: string) => {
  const guest = await im.connect()
  const answer = await guest.request('room.watch', { sdkAppId: im.sdkAppId, groupId, protocol: 1 })
  return { guest, answer }
}

async function live(im: TestIm, users: readonly string[] = ['bob', 'carol']) {
  const alice = await im.enter('alice')
  const { groupId } = await alice.request('group.create', { type: 'AVChatRoom', name: 'Live' })
  const others = await Promise.all(users.map((userId) => im.enter(userId)))
  for (const client of [alice, ...others]) await client.request('group.join', { groupId })
  return { alice, bob: others[0]!, carol: others[1]!, others, groupId }
}

describe('a live room', () => {
  it('[ROOM1] tells everybody in it but the sender, in one order, and keeps nothing', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await live(im)
    const outside = await im.enter('dave')
    const first = await say(bob, groupId, 'one')
    const second = await say(carol, groupId, 'two')
    expect(second.seq).toBeGreaterThan(first.seq)
    await alice.until(() => texts(alice).length === 2)
    await bob.until(() => texts(bob).length === 1)
    expect([texts(alice), texts(bob), texts(carol), texts(outside)]).toEqual([['one', 'two'], ['two'], ['one'], []])
    expect(roomPackets(alice)[0]).toMatchObject({
      conversation: `GROUP${groupId}`,
      message: { from: 'bob', to: groupId, seq: first.seq },
    })
    const heads = await im.server.im.timeline.heads([`${im.sdkAppId}\x1fGROUP\x1f${groupId}`])
    expect(heads).toMatchObject([{ seq: 0 }])
    expect(await codeOf(bob.request('history', { conversation: `GROUP${groupId}` }))).toBe(10007)
  })

  it('[ROOM1] tells a retry once, and nothing that is for online members alone', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await live(im)
    const message = { group: groupId, random: 7, clientTime: 1_700_000_000, body: text('once') }
    const { seq } = await bob.request('send', message)
    expect(await bob.request('send', message)).toMatchObject({ seq, duplicate: true })
    expect(await codeOf(bob.request('send', { ...message, onlineOnly: true }))).toBe(10007)
    await say(bob, groupId, 'last')
    await alice.until(() => texts(alice).includes('last'))
    expect(texts(alice)).toEqual(['once', 'last'])
  })

  it('[ROOM3][CHK36] far over the cap: High and the owner get through, the others are told of every drop, and it is counted', async () => {
    await using im = await testIm({ config: { rooms: { messagesPerSecond: 20 } } })
    const { alice, bob, carol, groupId } = await live(im)
    const fates: Promise<{ words: string; dropReason?: string }>[] = []
    const send = async (client: RawClient, words: string, priority: string) => {
      const { dropReason } = await say(client, groupId, words, { priority })
      return { words, ...(dropReason === undefined ? {} : { dropReason }) }
    }
    for (let i = 0; i < 400; i++) {
      fates.push(send(bob, `${i} Normal`, 'Normal'))
      if (i % 40 === 20) fates.push(send(bob, `${i} High`, 'High'))
      if (i % 40 === 30) fates.push(send(alice, `${i} owner`, 'Lowest'))
    }
    const settled = await Promise.all(fates)
    const sent = settled.filter(({ dropReason }) => dropReason === undefined).map(({ words }) => words)
    const dropped = settled.filter(({ dropReason }) => dropReason === 'FrequencyControl')
    await carol.until(() => texts(carol).length >= sent.length)
    expect(texts(carol).sort()).toEqual(sent.sort())
    expect(sent.filter((words) => words.endsWith('High'))).toHaveLength(10)
    expect(sent.filter((words) => words.endsWith('owner'))).toHaveLength(10)
    expect(dropped.length + sent.length).toBe(420)
    expect(im.server.im.rooms.drops.cap).toEqual([0, 0, dropped.length, 0, 0])
    const metrics = await (await fetch(`${im.url}/metrics`)).text()
    expect(metrics).toContain(`signet_room_dropped_total{priority="Normal",why="cap"} ${dropped.length}`)
  })

  it('[ROOM3] takes no more messages than its application says', async () => {
    await using im = await testIm({ config: { rooms: { messagesPerSecond: 1_000 } } })
    const { bob, groupId } = await live(im)
    await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { roomMessagesPerSecond: 1 })
    const sent = await Promise.all(Array.from({ length: 60 }, (_, i) => say(bob, groupId, `${i}`)))
    // A slow machine takes longer than a second for this.
    expect(sent.filter(({ dropReason }) => dropReason === undefined).length).toBeLessThan(30)
  })

  it('[ROOM5] is called by its name where people come and go', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await live(im)
    const names = () => roomPackets(alice, true).map(({ message }) => message.event?.groupName)
    await alice.until(() => names().length === 1)
    await bob.request('group.quit', { groupId })
    await alice.until(() => names().length === 2)
    expect(names()).toEqual(['Live', 'Live'])
  })

  it('[ROOM6] is joined by each session for itself, and heard until it quits or closes', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await live(im)
    const phone = await im.enter('bob', { platform: 'Android' })
    expect(await codeOf(say(phone, groupId, 'from outside'))).toBe(10007)
    await say(alice, groupId, 'early')
    const joined = await phone.request('group.join', { groupId })
    expect(joined).toMatchObject({ status: 'joined', room: { online: 3 } })
    expect(joined.room?.recent.map(({ body }) => wordsOf(body))).toEqual(['early'])
    expect(await phone.request('group.join', { groupId })).toMatchObject({ status: 'already' })
    await bob.request('group.quit', { groupId })
    await say(alice, groupId, 'late')
    await phone.until(() => texts(phone).includes('late'))
    expect([texts(bob), texts(phone)]).toEqual([['early'], ['late']])
    expect(await codeOf(alice.request('group.quit', { groupId }))).toBe(10009)
    expect((await alice.request('room.online', { groupId })).online).toBe(3)
    await phone.close()
    await expect.poll(async () => (await alice.request('room.online', { groupId })).online).toBe(2)
    const { members } = await alice.request('room.members', { groupId })
    expect(members.map(({ userId }) => userId)).toEqual(['carol', 'alice'])
  })

  it('[ROOM6][CHK11] is left at once by who is banned, and nobody comes back before the ban ends', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await live(im)
    await alice.request('group.ban', { groupId, userIds: ['bob'], seconds: 60 })
    await say(carol, groupId, 'without bob')
    await alice.until(() => texts(alice).includes('without bob'))
    expect(texts(bob)).toEqual([])
    expect(heard(carol)).toContain('memberBanned')
    expect(bob.pushes.filter(({ type }) => type === 'group')).toMatchObject([
      { event: { kind: 'memberBanned', members: ['bob'] } },
    ])
    expect(await codeOf(say(bob, groupId, 'let me in'))).toBe(10007)
    expect(await codeOf(bob.request('group.join', { groupId }))).toBe(10007)
    im.clock.advance(61_000)
    expect(await bob.request('group.join', { groupId })).toMatchObject({ status: 'joined' })
  })

  // How long joins take is measured by `npm run bench -- room` (10,000 at once, joinP99Ms).
  it('[ROOM6][CHK38] a crowd that joins at once is in it, each counted once, and nothing is stored of anybody', async () => {
    await using im = await testIm()
    const { groupId } = await live(im)
    const inside = im.server.im.rooms.counts.sockets
    const stored = await im.server.im.groups.store.memberPage(im.sdkAppId, groupId, { after: 0, limit: 1000 })
    const crowd = await Promise.all(Array.from({ length: 120 }, (_, i) => im.enter(`crowd${i}`)))
    const answers = await Promise.all(
      crowd.flatMap((one) => [one.request('group.join', { groupId }), one.request('group.join', { groupId })]),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(120).fill('already'),
      ...Array(120).fill('joined'),
    ])
    expect(im.server.im.rooms.counts.sockets).toBe(inside + 120)
    expect((await crowd[0]!.request('room.online', { groupId })).online).toBe(inside + 120)
    expect(await im.server.im.groups.store.memberPage(im.sdkAppId, groupId, { after: 0, limit: 1000 })).toEqual(stored)
  })

  it('[ROOM6] is over for everybody when it is dissolved, after they heard so', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await live(im)
    const { guest } = await watch(im, groupId)
    await alice.request('group.dissolve', { groupId })
    for (const one of [bob, guest]) {
      await one.until(() => one.pushes.some((packet) => packet.type === 'group' && packet.event.kind === 'dissolved'))
    }
    expect(im.server.im.rooms.counts.sockets).toBe(0)
    expect(await codeOf(bob.request('group.join', { groupId }))).toBe(10010)
    expect(await codeOf(say(bob, groupId, 'anybody?'))).toBe(10010)
  })

  it('[GRP21][ROOM6] is silent from the next message on when it is muted, but for who manages it', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await live(im)
    await say(bob, groupId, 'before')
    await alice.request('group.update', { groupId, muteAll: true })
    expect(await codeOf(say(bob, groupId, 'after'))).toBe(10017)
    await say(alice, groupId, 'owner')
    await alice.request('group.update', { groupId, muteAll: false })
    await alice.request('group.mute', { groupId, userId: 'bob', seconds: 60 })
    expect(await codeOf(say(bob, groupId, 'still'))).toBe(10017)
    await say(carol, groupId, 'not muted')
    await alice.until(() => texts(alice).includes('not muted'))
    expect(heard(carol)).toEqual(['before', 'infoChanged', 'owner', 'infoChanged', 'memberMuted'])
  })

  it('[ROOM5] tells who came, and how many there are', async () => {
    await using im = await testIm()
    const { alice, groupId } = await live(im)
    im.server.im.rooms.turn()
    await alice.until(() => alice.pushes.some((packet) => packet.type === 'roomOnline'))
    expect(alice.pushes.find((packet) => packet.type === 'roomOnline')).toMatchObject({
      conversation: `GROUP${groupId}`,
      online: 3,
    })
    const [came] = roomPackets(alice, true).flatMap(({ message }) => message.event ?? [])
    expect(came).toMatchObject({ kind: 'memberJoined', memberCount: 3, members: ['alice', 'bob', 'carol'] })
  })
})

describe('[ROOM7] a guest', () => {
  it('hears a room, is counted, and can do nothing else', async () => {
    await using im = await testIm()
    const { alice, groupId } = await live(im)
    await say(alice, groupId, 'early')
    const { guest, answer } = await watch(im, groupId)
    expect(answer.room).toMatchObject({ online: 4, recent: [{ from: 'alice' }] })
    await say(alice, groupId, 'late')
    await guest.until(() => texts(guest).length === 1)
    expect(texts(guest)).toEqual(['late'])
    expect((await guest.request('room.online', { groupId })).online).toBe(4)
    await guest.request('ping', {})
    const refused = [
      say(guest, groupId, 'hi'),
      guest.request('group.join', { groupId }),
      guest.request('group.info', { groupIds: [groupId] }),
      guest.request('room.members', { groupId }),
      guest.request('sync', {}),
    ]
    expect(await Promise.all(refused.map(codeOf))).toEqual(Array.from({ length: 5 }, () => 10001))
    await guest.request('room.unwatch', { groupId })
    expect((await guest.request('room.online', { groupId })).online).toBe(3)
  })

  it('is told of nothing but live rooms of one application, and becomes nobody else', async () => {
    await using im = await testIm()
    const { alice, groupId } = await live(im)
    const closed = await alice.request('group.create', { type: 'Public', name: 'Closed' })
    const stranger = await im.connect()
    const ask = (sdkAppId: number, id: string) =>
      codeOf(stranger.request('room.watch', { sdkAppId, groupId: id, protocol: 1 }))
    expect(await ask(im.sdkAppId, closed.groupId)).toBe(await ask(im.sdkAppId, 'nothing'))
    const other = await im.server.im.accounts.apps.create({ name: 'Other' })
    expect(await ask(other.sdkAppId, groupId)).not.toBe(0)
    const { guest } = await watch(im, groupId)
    const ticket = { sdkAppId: im.sdkAppId, userId: 'bob', userSig: im.sign('bob') }
    expect(await codeOf(guest.login(ticket))).not.toBe(0)
    expect(await codeOf(guest.request('group.join', { groupId }))).toBe(10001)
    expect(await codeOf(alice.request('room.watch', { sdkAppId: im.sdkAppId, groupId, protocol: 1 }))).not.toBe(0)
  })

  it('comes in a bounded number from one address, and none when the operator wants none', async () => {
    await using im = await testIm({ config: { rooms: { guestsPerAddress: 2 } } })
    const { groupId } = await live(im)
    const { guest } = await watch(im, groupId)
    await watch(im, groupId)
    await expect(watch(im, groupId)).rejects.toThrow('TOO_FREQUENT')
    await guest.close()
    await expect.poll(() => im.server.im.rooms.counts.sockets).toBe(4)
    await watch(im, groupId)
    await using none = await testIm({ config: { rooms: { guestsPerAddress: 0 } } })
    const closed = await live(none)
    await expect(watch(none, closed.groupId)).rejects.toThrow('TOO_FREQUENT')
  })
})

describe('[ROOM4] a client that does not read', () => {
  it('loses room traffic alone, counted, while the others hear all of it', async () => {
    await using im = await testIm({
      config: { rooms: { messagesPerSecond: 1000 }, sockets: { queueMaxBytes: 262_144 } },
    })
    const { alice, bob, carol, groupId } = await live(im)
    const pad = 'x'.repeat(10_000)
    carol.socket.pause()
    let sent = 0
    const { drops } = im.server.im.rooms
    const send = async (priority: string) => {
      if ((await say(alice, groupId, `${sent} ${pad}`, { priority })).dropReason === undefined) sent++
    }
    await alice.request('group.update', { groupId, notification: 'begins' })
    // The kernel takes some megabytes for a client that does not read; then the server has to hold the rest.
    while (drops.slow[0]! === 0 && sent < 4000) await Promise.all(Array.from({ length: 20 }, () => send('Normal')))
    expect(drops.slow[0]!).toBeGreaterThan(0)
    await bob.until(() => texts(bob).length === sent, 'all of them', 20_000)
    const direct = { to: 'carol', random: 1, clientTime: 1_700_000_000, body: text('do not lose me') }
    await bob.request('send', direct)
    carol.socket.resume()
    await carol.until(() => carol.messages.length > 0, 'the private message', 20_000)
    expect(carol.pushes.some((packet) => packet.type === 'dirty')).toBe(false)
    expect(texts(carol).length + drops.slow.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(sent)
    expect(texts(carol).length).toBeLessThan(sent)
  }, 60_000)
})
