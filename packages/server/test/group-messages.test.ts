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
const wordsOf = (body: unknown) => (body as { MsgContent: { Text: string } }[]).map(({ MsgContent }) => MsgContent.Text)
/** What was pushed of a group: texts, and the kinds of events. */
const heard = (client: RawClient, group: string) =>
  client.messages
    .filter(({ conversation }) => conversation === `GROUP${group}`)
    .map(({ message }) => message.event?.kind ?? wordsOf(message.body)[0])
const read = async (client: RawClient, group: string, range: object = {}) => {
  const { messages } = await client.request('history', { conversation: `GROUP${group}`, limit: 100, ...range })
  return messages.map(
    ({ seq, event, hidden, body }) => `${seq} ${hidden ? 'hidden' : (event?.kind ?? wordsOf(body)[0])}`,
  )
}
/** A message of the client itself that everybody has got: what was pushed before it has arrived. */
const settle = async (speaker: RawClient, group: string, ...listeners: RawClient[]) => {
  const mark = `mark ${randomInt(2 ** 32)}`
  await say(speaker, group, mark)
  await Promise.all(listeners.map((one) => one.until(() => heard(one, group).includes(mark))))
}

async function team(im: TestIm, type = 'Public', users = ['bob', 'carol']) {
  const alice = await im.enter('alice')
  const others = await Promise.all(users.map((userId) => im.enter(userId)))
  const { groupId } = await alice.request('group.create', {
    type,
    name: 'Team',
    ...(type === 'Private' || type === 'Community' ? {} : { joinOption: 'FreeAccess' as const }),
    members: users.map((userId) => ({ userId })),
  })
  return { alice, bob: others[0]!, carol: others[1]!, others, groupId }
}

describe('a message to a group', () => {
  it('[GRP25] reaches every session of every member once, except the one that sent it', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    const phone = await im.enter('alice', { platform: 'Android' })
    const { seq } = await say(alice, groupId, 'hello')
    await Promise.all([bob, carol, phone].map((one) => one.until(() => heard(one, groupId).includes('hello'))))
    expect(phone.messages.at(-1)).toMatchObject({
      conversation: `GROUP${groupId}`,
      message: { seq, from: 'alice', to: groupId, body: text('hello') },
    })
    await settle(bob, groupId, alice)
    expect(heard(alice, groupId)).not.toContain('hello')
    expect(heard(bob, groupId).filter((words) => words === 'hello')).toHaveLength(1)
  })

  it('[GRP25] reaches who comes online later, and who joins, from then on', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await team(im)
    await im.enter('dave')
    await bob.close()
    await say(alice, groupId, 'while away')
    const back = await im.enter('bob')
    await say(alice, groupId, 'welcome back')
    await back.until(() => heard(back, groupId).includes('welcome back'))
    expect(heard(back, groupId)).toEqual(['welcome back'])
    const dave = await im.enter('dave')
    await dave.request('group.join', { groupId })
    await settle(alice, groupId, dave)
    expect(heard(dave, groupId)[0]).toBe('memberJoined')
  })

  it('[GRP11][CHK13] is neither heard nor read by who left, was removed or banned', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im, 'Public', ['bob', 'carol', 'dave'])
    await bob.request('group.quit', { groupId })
    await alice.request('group.kick', { groupId, userIds: ['carol'] })
    await alice.request('group.ban', { groupId, userIds: ['dave'], seconds: 60 })
    const dave = await im.enter('dave')
    const before = [bob, carol, dave].map((one) => heard(one, groupId).length)
    await say(alice, groupId, 'among us')
    for (const one of [bob, carol, dave]) {
      expect(await codeOf(read(one, groupId))).toBe(10007)
      expect(await codeOf(say(one, groupId, 'still here'))).toBe(10007)
      expect(await codeOf(one.request('changes', { conversation: `GROUP${groupId}`, after: 0 }))).toBe(10007)
    }
    expect([bob, carol, dave].map((one) => heard(one, groupId).length)).toEqual(before)
  })

  it('[MSG7] of one sender keeps the order, also before anything is remembered of the group', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await team(im)
    const words = Array.from({ length: 50 }, (_, i) => `m${i}`)
    await Promise.all(words.map((one) => say(alice, groupId, one)))
    await bob.until(() => heard(bob, groupId).includes('m49'))
    expect(heard(bob, groupId).filter((one) => one?.startsWith('m') && one !== 'memberJoined')).toEqual(words)
  })

  it('[MSG4] is stored once however often it is sent', async () => {
    await using im = await testIm()
    const { alice, groupId } = await team(im)
    const once = { group: groupId, random: 7, clientTime: 1_700_000_000, body: text('once') }
    const first = await alice.request('send', once)
    expect(await alice.request('send', once)).toEqual({ ...first, duplicate: true })
    expect((await read(alice, groupId)).filter((line) => line.endsWith('once'))).toHaveLength(1)
  })

  it('names either a user or a group', async () => {
    await using im = await testIm()
    const { alice, groupId } = await team(im)
    expect(await codeOf(say(alice, groupId, 'both', { to: 'bob' }))).toBe(70402)
    expect(await codeOf(alice.request('send', { random: 1, clientTime: 1, body: text('neither') }))).toBe(70402)
    expect(await codeOf(say(alice, 'nowhere', 'lost'))).toBe(10010)
  })
})

describe('who may speak', () => {
  it('[GRP21] is a member who is not muted, from the next message on', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await team(im)
    const stranger = await im.enter('eve')
    expect(await codeOf(say(stranger, groupId, 'hi'))).toBe(10007)
    await say(bob, groupId, 'hi')
    await alice.request('group.mute', { groupId, userId: 'bob', seconds: 60 })
    expect(await codeOf(say(bob, groupId, 'hi'))).toBe(10017)
    expect(await codeOf(say(bob, groupId, 'typing', { onlineOnly: true }))).toBe(10017)
    const edit = { conversation: `GROUP${groupId}`, seq: 2, version: 0, body: text('by the back door') }
    expect(await codeOf(bob.request('message.modify', edit))).toBe(60017)
    await alice.request('group.mute', { groupId, userId: 'bob', seconds: 0 })
    await say(bob, groupId, 'hi again')
  })

  it('[GRP21] is who manages the group while everybody is muted', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    await alice.request('group.setRole', { groupId, userId: 'carol', role: 'Admin' })
    await alice.request('group.update', { groupId, muteAll: true })
    expect(await codeOf(say(bob, groupId, 'hi'))).toBe(10017)
    await say(carol, groupId, 'quiet, please')
    await alice.request('group.setRole', { groupId, userId: 'carol', role: 'Member' })
    expect(await codeOf(say(carol, groupId, 'quiet, please'))).toBe(10017)
  })
})

describe('a group that is flooded', () => {
  it('[GRP33][CHK35] refuses what is too much with the time to wait, stores what it takes, and harms no other group', async () => {
    await using im = await testIm({
      config: { groups: { messagesPerSecond: 40 }, sockets: { requestsPerSecond: 10_000, requestBurst: 10_000 } },
    })
    const { alice, bob, groupId } = await team(im)
    const other = await team(im, 'Meeting')
    const flood = Array.from({ length: 500 }, (_, i) =>
      say(alice, groupId, `m${i}`).then(
        () => 'taken',
        (error: RawError) => error,
      ),
    )
    await say(bob, other.groupId, 'meanwhile')
    const outcomes = await Promise.all(flood)
    const refused = outcomes.filter((one): one is RawError => one instanceof RawError)
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set([10023]))
    expect(refused.every(({ retryAfter }) => retryAfter !== undefined && retryAfter > 0)).toBe(true)
    const taken = outcomes.length - refused.length
    expect(taken).toBeGreaterThanOrEqual(200)
    expect(taken).toBeLessThan(500)
    const { head } = await alice.request('history', { conversation: `GROUP${groupId}` })
    expect(head).toBe(taken + 1)
  })
})

describe('what a member sees', () => {
  it('[GRP22] begins where they joined, where the type says so', async () => {
    await using im = await testIm()
    const { alice, groupId } = await team(im)
    await say(alice, groupId, 'old')
    const dave = await im.enter('dave')
    await dave.request('group.join', { groupId })
    await say(alice, groupId, 'new')
    expect(await read(dave, groupId)).toEqual(['3 memberJoined', '4 new'])
    expect(await read(dave, groupId, { after: 0 })).toEqual(['3 memberJoined', '4 new'])
    expect(await codeOf(dave.request('reaction.add', { conversation: `GROUP${groupId}`, seq: 2, reaction: 'x' }))).toBe(
      20026,
    )
    const open = await team(im, 'Meeting')
    await say(alice, open.groupId, 'old')
    await dave.request('group.join', { groupId: open.groupId })
    expect(await read(dave, open.groupId)).toEqual(['1 old'])
  })

  it('[GRP14] begins with the group, when one with its id was there before', async () => {
    await using im = await testIm()
    const { alice, bob } = await team(im)
    const make = () => alice.request('group.create', { type: 'Meeting', groupId: 'club', name: 'Club' })
    await make()
    await say(alice, 'club', 'first life')
    await alice.request('group.dissolve', { groupId: 'club' })
    expect(await codeOf(read(alice, 'club'))).toBe(10010)
    await make()
    await bob.request('group.join', { groupId: 'club' })
    await say(alice, 'club', 'second life')
    expect(await read(bob, 'club')).toEqual(['2 second life'])
  })

  it('[GRP22] leaves out what was said to others, but not its number', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    await say(alice, groupId, 'psst', { targets: ['bob'] })
    await settle(alice, groupId, bob, carol)
    expect(heard(bob, groupId)).toContain('psst')
    expect(heard(carol, groupId)).not.toContain('psst')
    expect((await read(carol, groupId))[1]).toBe('2 hidden')
    expect((await read(bob, groupId))[1]).toBe('2 psst')
    const place = { conversation: `GROUP${groupId}`, seq: 2 }
    expect(await codeOf(carol.request('reaction.add', { ...place, reaction: 'x' }))).toBe(20026)
    await bob.request('reaction.add', { ...place, reaction: 'x' })
    await settle(alice, groupId, carol)
    expect(carol.pushes.filter(({ type }) => type === 'change')).toEqual([])
    expect(bob.pushes.filter(({ type }) => type === 'change')).toHaveLength(1)
    const away = { conversation: `GROUP${groupId}`, after: 0 }
    expect((await carol.request('changes', away)).changes).toMatchObject([{ kind: 'hidden', changeSeq: 1 }])
    expect((await bob.request('changes', away)).changes).toMatchObject([{ kind: 'reaction', changeSeq: 1 }])
    expect(await codeOf(say(alice, groupId, 'psst', { targets: ['stranger'] }))).toBe(10004)
  })

  it('[GRP11][GRP27] what is for some reaches none of them who left, or wants to hear nothing of the group', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    const { seq } = await say(alice, groupId, 'psst', { targets: ['bob', 'carol'] })
    await carol.until(() => heard(carol, groupId).includes('psst'))
    await alice.request('group.kick', { groupId, userIds: ['bob'] })
    const edit = { conversation: `GROUP${groupId}`, seq, version: 0, body: text('not for you any more') }
    await alice.request('message.modify', edit)
    await carol.until(() => carol.pushes.some(({ type }) => type === 'change'))
    await carol.request('group.receive', { groupId, option: 'Discard' })
    await say(alice, groupId, 'pssst', { targets: ['carol'] })
    await alice.request('message.recall', { conversation: `GROUP${groupId}`, seq })
    await Promise.all([bob, carol].map((one) => one.request('ping', {})))
    expect(JSON.stringify(bob.pushes)).not.toContain('not for you any more')
    expect(carol.pushes.filter(({ type }) => type === 'change')).toHaveLength(1)
    expect(heard(carol, groupId)).not.toContain('pssst')
  })

  it('is found by time as by number', async () => {
    await using im = await testIm()
    const { alice, groupId } = await team(im, 'Meeting')
    let fifth = 0
    for (let i = 1; i <= 9; i++) {
      im.clock.advance(60_000)
      if (i === 5) fifth = im.clock.now()
      await say(alice, groupId, `m${i}`)
    }
    const at = fifth
    expect(await read(alice, groupId, { afterTime: at, limit: 2 })).toEqual(['5 m5', '6 m6'])
    expect(await read(alice, groupId, { beforeTime: at, limit: 2 })).toEqual(['3 m3', '4 m4'])
    expect(await read(alice, groupId, { afterTime: im.clock.now() + 1 })).toEqual([])
    expect(await read(alice, groupId, { afterTime: at, before: 7 })).toEqual(['5 m5', '6 m6'])
  })
})

describe('what happens to a group', () => {
  it('[GRP24] stands in its log, in order with the messages', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    await say(alice, groupId, 'one')
    await alice.request('group.setRole', { groupId, userId: 'bob', role: 'Admin' })
    await say(alice, groupId, 'two')
    await alice.request('group.update', { groupId, name: 'Crew' })
    await alice.request('group.mute', { groupId, userId: 'carol', seconds: 9 })
    await alice.request('group.kick', { groupId, userIds: ['carol'], reason: 'spam' })
    await alice.request('group.transfer', { groupId, to: 'bob' })
    await alice.request('group.quit', { groupId })
    expect(await read(bob, groupId)).toEqual([
      '1 memberJoined',
      '2 one',
      '3 roleChanged',
      '4 two',
      '5 infoChanged',
      '6 memberMuted',
      '7 memberKicked',
      '8 ownerChanged',
      '9 memberQuit',
    ])
    const { messages } = await bob.request('history', { conversation: `GROUP${groupId}`, after: 6, limit: 1 })
    expect(messages[0]).toMatchObject({
      from: 'alice',
      event: { kind: 'memberKicked', members: ['carol'], reason: 'spam', memberCount: 2, groupType: 'Public' },
    })
    expect(heard(carol, groupId)).not.toContain('memberKicked')
    expect(await codeOf(bob.request('message.recall', { conversation: `GROUP${groupId}`, seq: 7 }))).toBe(20022)
  })

  it('[GRP24] says nothing of coming and going in a meeting, and of a mute where nobody can be muted', async () => {
    await using im = await testIm()
    const { bob, groupId } = await team(im, 'Meeting')
    await bob.request('group.quit', { groupId })
    const alice = await im.enter('alice')
    await say(alice, groupId, 'alone')
    expect(await read(alice, groupId)).toEqual(['1 alone'])
  })

  it('[GRP14] its end is told to who is online, who then hears nothing more of it', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await team(im)
    await alice.request('group.dissolve', { groupId })
    await bob.until(() => bob.pushes.some((packet) => packet.type === 'group' && packet.event.kind === 'dissolved'))
    expect(im.server.im.registry.audiences).toBe(0)
  })
})

describe('after a group message was sent', () => {
  it('[GRP26] its sender takes it back, and so does who manages the group; others do not', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    const conversation = `GROUP${groupId}`
    const one = await say(bob, groupId, 'mine')
    const two = await say(bob, groupId, 'mine as well')
    expect(await codeOf(carol.request('message.recall', { conversation, seq: one.seq }))).toBe(60017)
    await bob.request('message.recall', { conversation, seq: one.seq })
    await alice.request('message.recall', { conversation, seq: two.seq, reason: 'off topic' })
    await carol.until(() => carol.pushes.filter(({ type }) => type === 'change').length === 2)
    const { messages } = await carol.request('history', { conversation, after: one.seq - 1 })
    expect(messages.map(({ changed }) => (changed as { recalled?: unknown } | undefined)?.recalled)).toEqual([
      { by: 'bob' },
      { by: 'alice', reason: 'off topic' },
    ])
    expect(await codeOf(carol.request('message.modify', { conversation, seq: 1, version: 0, body: text('x') }))).toBe(
      20026,
    )
  })

  it('[CHG7] a crowd reacts to it at once, and everybody counts', async () => {
    await using im = await testIm()
    const users = Array.from({ length: 40 }, (_, i) => `user${i}`)
    const { alice, others, groupId } = await team(im, 'Public', users)
    const { seq } = await say(alice, groupId, 'who is in?')
    const conversation = `GROUP${groupId}`
    await Promise.all(others.map((one) => one.request('reaction.add', { conversation, seq, reaction: 'me' })))
    const { total } = await alice.request('reaction.users', { conversation, seq, reaction: 'me' })
    expect(total).toBe(40)
  })

  it('[GRP23] a read position is the member’s own: never back, never beyond, told to their devices alone', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    const phone = await im.enter('bob', { platform: 'Android' })
    const conversation = `GROUP${groupId}`
    for (const words of ['one', 'two', 'three']) await say(alice, groupId, words)
    expect(await bob.request('message.read', { conversation, upTo: 3 })).toEqual({ read: 3 })
    expect(await bob.request('message.read', { conversation, upTo: 2 })).toEqual({ read: 3 })
    expect(await bob.request('message.read', { conversation, upTo: 99 })).toEqual({ read: 4 })
    await phone.until(() => phone.pushes.filter(({ type }) => type === 'read').length === 2)
    await settle(alice, groupId, carol)
    expect(carol.pushes.filter(({ type }) => type === 'read')).toEqual([])
  })

  it('[GRP27] a member who wants to hear nothing of a group hears nothing, and reads it all the same', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im)
    await bob.request('group.receive', { groupId, option: 'Discard' })
    await settle(alice, groupId, carol)
    const again = await im.enter('bob', { platform: 'Android' })
    await settle(alice, groupId, carol)
    expect(heard(bob, groupId)).toEqual(['memberJoined'])
    expect(heard(again, groupId)).toEqual([])
    expect((await read(bob, groupId)).length).toBe(3)
    await bob.request('group.receive', { groupId, option: 'AcceptNotNotify' })
    await settle(alice, groupId, bob, again)
  })

  it('[GRP28] its readers say so, and its sender learns who, and who has not: nobody else does', async () => {
    await using im = await testIm()
    const { alice, bob, carol, groupId } = await team(im, 'Public', ['bob', 'carol', 'dave', 'erin'])
    const conversation = `GROUP${groupId}`
    const { seq } = await say(alice, groupId, 'read this', { needReceipt: true })
    const plain = await say(alice, groupId, 'or not')
    const late = await im.enter('late')
    await late.request('group.join', { groupId })
    expect(await alice.request('receipt.counts', { conversation, seqs: [seq] })).toEqual({
      receipts: [{ seq, read: 0, unread: 4 }],
    })
    await Promise.all([bob, carol].map((one) => one.request('message.receipt', { conversation, seqs: [seq] })))
    expect(await bob.request('message.receipt', { conversation, seqs: [seq] })).toEqual({})
    const told = () => alice.pushes.filter((packet) => packet.type === 'change' && packet.change.kind === 'receipt')
    await alice.until(() => told().length === 2)
    expect(await alice.request('receipt.counts', { conversation, seqs: [seq] })).toEqual({
      receipts: [{ seq, read: 2, unread: 2 }],
    })
    const readers = (read: boolean, page = {}) => alice.request('receipt.readers', { conversation, seq, read, ...page })
    expect(await readers(true)).toEqual({ userIds: ['bob', 'carol'] })
    expect(await readers(false, { limit: 1 })).toEqual({ userIds: ['dave'], cursor: 'dave' })
    expect(await readers(false, { cursor: 'dave' })).toEqual({ userIds: ['erin'] })
    expect(await codeOf(carol.request('receipt.counts', { conversation, seqs: [seq] }))).toBe(60017)
    expect(await codeOf(bob.request('message.receipt', { conversation, seqs: [plain.seq] }))).toBe(70402)
    expect(await codeOf(alice.request('message.receipt', { conversation, seqs: [seq] }))).toBe(70402)
    expect(await codeOf(late.request('message.receipt', { conversation, seqs: [seq] }))).toBe(20026)
    const dave = await im.enter('dave')
    await dave.request('message.delete', { conversation, seqs: [plain.seq] })
    const away = await dave.request('changes', { conversation, after: 0 })
    expect(away.changes.map(({ kind }) => kind)).toEqual(['hidden', 'hidden'])
    expect(carol.pushes.filter((packet) => packet.type === 'change')).toHaveLength(1)
    const some = await say(alice, groupId, 'you two', { needReceipt: true, targets: ['carol', 'dave'] })
    await dave.request('message.receipt', { conversation, seqs: [some.seq] })
    expect((await alice.request('receipt.counts', { conversation, seqs: [some.seq] })).receipts).toEqual([
      { seq: some.seq, read: 1, unread: 1 },
    ])
    const meeting = await team(im, 'Community', ['bob'])
    const there = { conversation: `GROUP${meeting.groupId}` }
    await say(alice, meeting.groupId, 'read this', { needReceipt: true })
    expect(await codeOf(bob.request('message.receipt', { ...there, seqs: [2] }))).toBe(60017)
  })

  it('[GRP29] who manages the group pins it for everybody, ten at most', async () => {
    await using im = await testIm()
    const { alice, bob, groupId } = await team(im)
    const seqs: number[] = []
    for (let i = 0; i < 11; i++) seqs.push((await say(alice, groupId, `m${i}`)).seq)
    const pin = (client: RawClient, seq: number, on = true) => client.request('group.pin', { groupId, seq, on })
    expect(await codeOf(pin(bob, seqs[0]!))).toBe(10007)
    expect(await codeOf(pin(alice, 99))).toBe(20026)
    for (const seq of seqs.slice(0, 10)) await pin(alice, seq)
    await pin(alice, seqs[0]!)
    expect(await codeOf(pin(alice, seqs[10]!))).toBe(10004)
    await pin(alice, seqs[4]!, false)
    await pin(alice, seqs[10]!)
    const told = () =>
      bob.pushes.flatMap((packet) =>
        packet.type === 'group' && packet.event.kind === 'messagePinned' ? [packet.event] : [],
      )
    await bob.until(() => told().length === 12)
    expect(told().at(-2)).toMatchObject({ seq: seqs[4], on: false, by: 'alice' })
    const { pins } = await bob.request('group.pinned', { groupId })
    expect(pins).toHaveLength(10)
    expect(pins[0]).toMatchObject({ by: 'alice', message: { seq: seqs[10], body: text('m10') } })
    await pin(alice, seqs[5]!, false)
    const { seq: brief } = await say(alice, groupId, 'for a minute', { lifeTime: 60 })
    await pin(alice, brief)
    im.clock.advance(61_000)
    expect((await bob.request('group.pinned', { groupId })).pins).toHaveLength(9)
    const stranger = await im.enter('eve')
    expect(await codeOf(stranger.request('group.pinned', { groupId }))).toBe(10007)
  })
})

it('[GRP22][CNV3] a message for some members is unread for nobody: others do not learn from a count that it is there', async () => {
  await using im = await testIm()
  const [alice, bob, carl] = [await im.enter('alice'), await im.enter('bob'), await im.enter('carl')]
  const members = [{ userId: 'bob' }, { userId: 'carl' }]
  const { groupId } = await alice.request('group.create', { type: 'Public', name: 'club', members })
  const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'for you' } }]
  await alice.request('send', { group: groupId, targets: ['bob'], body, random: 1, clientTime: 1 })
  await alice.request('send', { group: groupId, body, random: 2, clientTime: 1 })
  for (const client of [bob, carl]) {
    const { conversations } = await client.request('conversation.get', { conversations: [`GROUP${groupId}`] })
    expect(conversations[0]).toMatchObject({ unread: 1 })
  }
})
