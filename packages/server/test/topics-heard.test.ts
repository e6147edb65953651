import { randomInt } from 'node:crypto'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

const say = (client: RawClient, group: string, Text: string) =>
  client.request('send', {
    group,
    random: randomInt(2 ** 32),
    clientTime: 1,
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text } }],
  })

async function community(im: TestIm) {
  const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
  const { groupId } = await alice.request('group.create', {
    type: 'Community',
    groupId: '@TGS#_players',
    name: 'Players',
    supportTopic: true,
    joinOption: 'FreeAccess',
    members: [{ userId: 'bob' }],
  })
  const topic = (name: string) =>
    alice
      .request('topic.create', { groupId, topicId: `${groupId}@TOPIC#_${name}`, name })
      .then(({ topicId }) => topicId)
  return { alice, bob, groupId, topic, news: await topic('news'), games: await topic('games') }
}

/** What a client has heard in topics when everything that was said before is said. */
async function heardBy(speaker: RawClient, client: RawClient, userId: string) {
  const random = randomInt(2 ** 32)
  await speaker.request('send', {
    to: userId,
    random,
    clientTime: 1,
    body: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'that is all' } }],
  })
  await client.until(() => client.messages.some(({ message }) => message.random === random))
  return client.messages.flatMap(({ conversation, message }) =>
    conversation.startsWith('GROUP') ? message.body.map(({ MsgContent }) => (MsgContent as { Text: string }).Text) : [],
  )
}

it('[TOP5] a deleted topic leaves nothing of its members behind, nor does a dissolved community', async () => {
  await using im = await testIm()
  const { alice, bob, groupId, news, games } = await community(im)
  const rows = async () => {
    const all = await im.server.im.db.read.selectFrom('topic_member').select(['topic_id', 'user_id']).execute()
    return all.map((row) => `${row.user_id} ${row.topic_id.split('@TOPIC#_')[1]}`).sort()
  }
  for (const client of [alice, bob]) {
    await client.request('group.receive', { groupId: news, option: 'Discard' })
    await client.request('group.receive', { groupId: games, option: 'Discard' })
  }
  expect(await rows()).toEqual(['alice games', 'alice news', 'bob games', 'bob news'])
  await alice.request('topic.delete', { groupId, topicIds: [news] })
  expect(await rows()).toEqual(['alice games', 'bob games'])
  await alice.request('group.dissolve', { groupId })
  expect(await rows()).toEqual([])
})

describe('[TOP7] who wants to hear nothing of a topic', () => {
  it('hears the others and not this one, on every device and after coming back, and reads it all the same', async () => {
    await using im = await testIm()
    const { alice, bob, news, games } = await community(im)
    await bob.request('group.receive', { groupId: news, option: 'Discard' })
    await say(alice, news, 'news 1')
    await say(alice, games, 'games 1')
    expect(await heardBy(alice, bob, 'bob')).toEqual(['games 1'])
    const again = await im.enter('bob')
    await say(alice, news, 'news 2')
    await say(alice, games, 'games 2')
    expect(await heardBy(alice, again, 'bob')).toEqual(['games 2'])
    const { messages } = await again.request('history', { conversation: `GROUP${news}` })
    expect(messages.map(({ seq }) => seq)).toEqual([1, 2])
    await again.request('group.receive', { groupId: news, option: 'AcceptNotNotify' })
    await say(alice, news, 'news 3')
    expect(await heardBy(alice, again, 'bob')).toEqual(['games 2', 'news 3'])
  })

  it('hears of no change in it either', async () => {
    await using im = await testIm()
    const { alice, bob, news, games } = await community(im)
    const { seq } = await say(alice, news, 'oops')
    const other = await say(alice, games, 'oops')
    await bob.request('group.receive', { groupId: news, option: 'Discard' })
    await alice.request('message.recall', { conversation: `GROUP${news}`, seq })
    await alice.request('message.recall', { conversation: `GROUP${games}`, seq: other.seq })
    await bob.until(() => bob.pushes.some((packet) => packet.type === 'change'))
    const changed = bob.pushes.flatMap((packet) => (packet.type === 'change' ? [packet.conversation] : []))
    expect(changed).toEqual([`GROUP${games}`])
  })

  it('hears one topic of a community of which they want to hear nothing, if they say so', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, news, games } = await community(im)
    await bob.request('group.receive', { groupId: news, option: 'AcceptAndNotify' })
    await bob.request('group.receive', { groupId, option: 'Discard' })
    await say(alice, news, 'news 1')
    await say(alice, games, 'games 1')
    expect(await heardBy(alice, bob, 'bob')).toEqual(['news 1'])
    const again = await im.enter('bob')
    await say(alice, news, 'news 2')
    await say(alice, games, 'games 2')
    expect(await heardBy(alice, again, 'bob')).toEqual(['news 2'])
    await again.request('group.receive', { groupId, option: 'AcceptAndNotify' })
    await say(alice, news, 'news 3')
    await say(alice, games, 'games 3')
    expect(await heardBy(alice, again, 'bob')).toEqual(['news 2', 'news 3', 'games 3'])
  })

  it('hears nothing at all once they are out, and everything when they come again', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, news, games } = await community(im)
    await bob.request('group.receive', { groupId: news, option: 'AcceptAndNotify' })
    await bob.request('group.receive', { groupId: games, option: 'Discard' })
    await bob.request('group.receive', { groupId, option: 'Discard' })
    await alice.request('group.kick', { groupId, userIds: ['bob'] })
    await say(alice, news, 'news 1')
    expect(await heardBy(alice, bob, 'bob')).toEqual([])
    await bob.request('group.join', { groupId })
    await say(alice, news, 'news 2')
    await say(alice, games, 'games 2')
    expect(await heardBy(alice, bob, 'bob')).toEqual(['news 2', 'games 2'])
  })

  it('hears another topic that has its id later', async () => {
    await using im = await testIm()
    const { alice, bob, groupId, topic, news, games } = await community(im)
    await bob.request('group.receive', { groupId: news, option: 'Discard' })
    await alice.request('topic.delete', { groupId, topicIds: [news] })
    await topic('news')
    await say(alice, news, 'news 1')
    expect(await heardBy(alice, bob, 'bob')).toEqual(['news 1'])
    const { topics } = await bob.request('topic.list', { groupId })
    expect(topics.map(({ self }) => self?.receiveOption)).toEqual(['AcceptAndNotify', 'AcceptAndNotify'])
    await bob.request('group.receive', { groupId: games, option: 'AcceptAndNotify' })
    await bob.request('group.receive', { groupId, option: 'Discard' })
    await alice.request('group.dissolve', { groupId })
    const made = { type: 'Community', groupId, name: 'Others', supportTopic: true } as const
    await alice.request('group.create', made)
    await topic('games')
    await say(alice, games, 'not for bob')
    expect(await heardBy(alice, bob, 'bob')).toEqual(['news 1'])
  })
})
