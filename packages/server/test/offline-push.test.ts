import { verifyWebhook } from '@signet/protocol/webhook-verify'
import { type PushGateway, pushGateway, type RawClient, reportPushes, type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rest } from './rest/call.ts'
import { hear, type Receiver, receiver } from './webhook-receiver.ts'

const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]
let nextRandom = 1
const send = (client: RawClient, to: object, value: string, more: object = {}) =>
  client.request('send', {
    ...to,
    random: nextRandom++,
    clientTime: 1,
    body: text(value),
    ...more,
  } as never) as Promise<{
    seq: number
    time: number
  }>

let im: TestIm
let gateway: PushGateway
let hook: Receiver
let alice: RawClient
let secret: string
let group: string

const push = () => im.server.im.offlinePush
const named = () => gateway.pushes.map(({ To_Account, Desc }) => `${To_Account}: ${Desc}`)
let ends = 0
/** All that had to be pushed was: what was said last is a push that must come. */
async function settled(): Promise<string[]> {
  const end = `end ${++ends}`
  await send(alice, { to: 'zed' }, end)
  await gateway.until(() => named().includes(`zed: ${end}`))
  return named().filter((one) => !one.startsWith('zed: end'))
}

beforeAll(async () => {
  gateway = await pushGateway()
  hook = await receiver()
  im = await testIm({ config: { webhooks: { allowedTargets: ['loopback'] }, push: { maxGroupMembers: 5 } } })
  await hear(im, hook, ['Push.OfflinePush', 'Push.AllMemberPush'])
  alice = await im.enter('alice')
  for (const userId of ['bob', 'carol', 'dave', 'erin', 'zed', '@RBT#r'])
    await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId, nick: userId === 'bob' ? 'Bob' : '' })
  secret = (await push().gateways.set(im.sdkAppId, { url: gateway.url, language: 'en' })).secret!
  const made = await alice.request('group.create', {
    type: 'Private',
    name: 'Friends',
    members: [{ userId: 'bob' }, { userId: 'carol' }],
  } as never)
  group = (made as { groupId: string }).groupId
}, 60_000)
afterAll(async () => {
  await im.close()
  await gateway[Symbol.asyncDispose]()
  await hook[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await push().idle()
  // What the test before caused was told.
  const { webhookSettings } = im.server.im
  await expect.poll(async () => (await webhookSettings.backlog(im.sdkAppId)).waiting, { interval: 10 }).toBe(0)
  gateway.pushes.length = 0
  gateway.requests.length = 0
  hook.received.length = 0
})

describe('who is pushed', () => {
  it('[PSH1] a message to who has no session is pushed with what a phone shows, signed, and counted', async () => {
    const { time } = await send(alice, { to: 'bob' }, 'hi', { msgSeq: 7 })
    await gateway.until(() => gateway.pushes.length === 1)
    const at = Math.floor(time / 1000)
    expect(gateway.pushes[0]).toMatchObject({
      From_Account: 'alice',
      To_Account: 'bob',
      ConversationId: 'C2Calice',
      Title: 'alice',
      Desc: 'hi',
      Badge: 1,
      MsgSeq: 7,
      MsgTime: at,
      MsgKey: `7_${gateway.pushes[0]!['MsgRandom']}_${at}`,
    })
    const [{ url, headers, text: body }] = gateway.requests as [(typeof gateway.requests)[number]]
    const verified = await verifyWebhook({ url, headers, body }, { secret, now: im.clock.now })
    expect(verified).toMatchObject({ command: 'Push.Send', sdkAppId: im.sdkAppId })
  })

  it('[PSH1] nobody is pushed who has a session, who wrote it, who is a robot, or for what is stored nowhere', async () => {
    const dave = await im.enter('dave')
    await send(alice, { to: 'dave' }, 'there')
    await send(alice, { to: 'alice' }, 'self').catch(() => undefined)
    await send(alice, { to: '@RBT#r' }, 'robot')
    await send(alice, { to: 'bob' }, 'typing', { onlineOnly: true })
    expect(await settled()).toEqual([])
    await dave.close()
  })

  it('[PSH1] a session that was just lost does not hide that nobody got the message', async () => {
    const erin = await im.enter('erin')
    await erin.close()
    await expect.poll(() => im.server.im.registry.sessionsOf(im.sdkAppId, 'erin').length).toBe(0)
    expect((await im.server.im.status.presence.statusOf(im.sdkAppId, ['erin']))[0]!.status).toBe('online')
    await send(alice, { to: 'erin' }, 'still here?')
    await gateway.until(() => named().includes('erin: still here?'))
  })

  it('[PSH2] a message that says so is not pushed, nor data of the application that has no text', async () => {
    const data = (content: object) => ({ body: [{ MsgType: 'TIMCustomElem', MsgContent: content }] })
    await send(alice, { to: 'bob' }, 'quiet', { offlinePush: { PushFlag: 1 } })
    await send(alice, { to: 'bob' }, '', data({ Data: 'x' }))
    await send(alice, { to: 'bob' }, '', data({ Data: 'x', Desc: 'a custom text', Ext: 'e', Sound: 's' }))
    await send(alice, { to: 'bob' }, '', { ...data({ Data: 'x' }), offlinePush: { Desc: 'said' } })
    expect(await settled()).toEqual(['bob: a custom text', 'bob: said'])
    expect(gateway.pushes[0]).toMatchObject({ Ext: 'e', ApnsInfo: { Sound: 's' } })
  })

  it('[PSH3] who muted a conversation is left in peace; what the application writes to one person comes all the same', async () => {
    const carol = await im.enter('carol')
    await carol.request('conversation.remind', {
      conversations: ['C2Calice', `GROUP${group}`],
      remind: 'AcceptNotNotify',
    })
    await carol.close()
    await send(alice, { to: 'carol' }, 'psst')
    await send(alice, { group }, 'all')
    const byApp = { From_Account: 'alice', To_Account: 'carol', MsgBody: text('from the app') }
    await rest(im, 'openim/sendmsg', { ...byApp, MsgRandom: 77 })
    await rest(im, 'openim/sendmsg', { ...byApp, MsgRandom: 78, SendMsgControl: ['WithMuteNotifications'] })
    expect(await settled()).toEqual(['bob: all', 'carol: from the app'])
  })

  it('[PSH4] what the sender says of the push stands over the defaults, and goes through', async () => {
    const offlinePush = {
      Title: 'T',
      Desc: 'D',
      Ext: '{"a":1}',
      AndroidInfo: { Sound: 'a.mp3', HuaWeiImportance: 'NORMAL' },
      ApnsInfo: { BadgeMode: 1, Sound: 'a.wav' },
    }
    await send(alice, { to: 'bob' }, 'text', { offlinePush })
    await gateway.until(() => gateway.pushes.length === 1)
    const { AndroidInfo, ApnsInfo, ...rest } = offlinePush
    expect(gateway.pushes[0]).toMatchObject({ ...rest, AndroidInfo, ApnsInfo })
    expect(gateway.pushes[0]).not.toHaveProperty('Badge')
  })
})

describe('in groups', () => {
  it('[PSH5] members who are not there are pushed with the name of the group; of a message for some, those', async () => {
    await send(alice, { group }, 'some', { targets: ['carol'] })
    const { seq } = await send(alice, { group }, 'everybody')
    expect(await settled()).toEqual(['bob: everybody'])
    expect(gateway.pushes[0]).toMatchObject({
      ConversationId: `GROUP${group}`,
      GroupId: group,
      GroupName: 'Friends',
      Title: 'alice(Friends)',
      MsgSeq: seq,
    })
  })

  it('[PSH5] a large group pushes to those alone whom a message names, and to everybody once it is none; never to who left', async () => {
    const userIds = ['bob', 'carol', 'dave', 'erin', 'zed']
    const made = await alice.request('group.create', {
      type: 'Public',
      name: 'Big',
      members: userIds.map((userId) => ({ userId })),
    } as never)
    const { groupId } = made as { groupId: string }
    await rest(im, 'group_open_http_svc/add_group_member', {
      GroupId: groupId,
      MemberList: userIds.map((Member_Account) => ({ Member_Account })),
    })
    await send(alice, { group: groupId }, 'loud', { mentionsAll: true })
    await send(alice, { group: groupId }, 'you', { mentions: ['dave', 'stranger'] })
    expect(await settled()).toEqual(['dave: you'])
    await rest(im, 'group_open_http_svc/delete_group_member', { GroupId: groupId, MemberToDel_Account: ['dave'] })
    await send(alice, { group: groupId }, 'gone', { mentions: ['dave'] })
    expect(await settled()).toEqual(['dave: you', ...['bob', 'carol', 'erin', 'zed'].map((id) => `${id}: gone`)])
  })

  it('[PSH5] a topic goes by what its members want to hear of it', async () => {
    const made = await rest(im, 'group_open_http_svc/create_group', {
      Type: 'Community',
      Name: 'Town',
      SupportTopic: 1,
      Owner_Account: 'alice',
      MemberList: ['bob', 'erin'].map((Member_Account) => ({ Member_Account })),
    })
    const topic = await rest(im, 'million_group_open_http_svc/create_topic', {
      GroupId: made['GroupId'],
      TopicName: 'News',
      From_Account: 'alice',
    })
    const topicId = topic['TopicId'] as string
    const erin = await im.enter('erin')
    await erin.request('conversation.remind', { conversations: [`GROUP${topicId}`], remind: 'Discard' })
    await erin.request('logout', {} as never).catch(() => undefined)
    await erin.close()
    await send(alice, { group: topicId }, 'town news')
    expect(await settled()).toEqual(['bob: town news'])
    expect(gateway.pushes[0]).toMatchObject({ TopicId: topicId, GroupId: made['GroupId'], GroupName: 'Town' })
  })
})

describe('what became of pushes', () => {
  const told = async (command: string, n = 1) => {
    await hook.until(() => hook.of(command).length >= n)
    return hook.of(command).map(({ body }) => body)
  }

  it('[PSH8] what the gateway answers is told by Push.OfflinePush, with the body of the specification', async () => {
    const { time } = await send(alice, { to: 'bob' }, 'one', { msgSeq: 5 })
    const [body] = await told('Push.OfflinePush')
    const at = Math.floor(time / 1000)
    const random = nextRandom - 1
    expect(body).toEqual({
      CallbackCommand: 'Push.OfflinePush',
      EventType: 1,
      EventTime: expect.any(Number),
      From_Account: 'alice',
      To_Account: 'bob',
      PushPlatform: 4,
      PushStage: 1,
      ErrCode: 0,
      ErrInfo: '',
      MsgKey: `5_${random}_${at}`,
      MsgSeq: 5,
      MsgRandom: random,
      MsgTime: at,
    })
  })

  it('[PSH8] failures are told with a code; who is not named in the answer is not told of', async () => {
    gateway.answer = ({ pushes }) => ({
      Results: pushes.flatMap(({ PushId, To_Account }) =>
        To_Account === 'bob'
          ? [{ PushId, Result: 'failed', PushPlatform: 1, ErrCode: 410, ErrInfo: 'BadDeviceToken' }]
          : To_Account === 'erin'
            ? [{ PushId, Result: 'unregistered' }, { PushId: 'unknown', Result: 'sent' }, 'nonsense']
            : [],
      ),
    })
    try {
      const { seq } = await send(alice, { group }, 'g')
      await send(alice, { to: 'erin' }, 'e')
      const bodies = await told('Push.OfflinePush', 2)
      expect(bodies).toContainEqual(
        expect.objectContaining({
          EventType: 2,
          To_Account: 'bob',
          GroupID: group,
          MsgSeq: seq,
          PushStage: 1,
          PushPlatform: 1,
          ErrCode: 410,
          ErrInfo: 'BadDeviceToken',
        }),
      )
      expect(bodies).toContainEqual(
        expect.objectContaining({ EventType: 1, To_Account: 'erin', PushPlatform: 0, ErrCode: 2 }),
      )
      await settled()
      expect(hook.of('Push.OfflinePush')).toHaveLength(2)
    } finally {
      gateway.answer = (await import('@signet/testkit')).allSent
    }
  })

  it('[PSH8] pushes to many are told by Push.AllMemberPush, with the task and the name that the application gave it', async () => {
    const { TaskId } = await rest(im, 'timpush/batch', {
      From_Account: 'alice',
      To_Account: ['bob'],
      MsgRandom: 900,
      OfflinePushInfo: { Title: 'News', Desc: 'Today' },
      DataId: 'campaign-1',
    })
    const [body] = await told('Push.AllMemberPush')
    expect(body).toMatchObject({ EventType: 1, TaskId, To_Account: 'bob', PushStage: 1, DataId: 'campaign-1' })
    expect(gateway.pushes[0]).toMatchObject({ Title: 'News', Desc: 'Today', TaskId, DataId: 'campaign-1' })
    const task = await rest(im, 'timpush/push', {
      From_Account: 'alice',
      MsgRandom: 901,
      OfflinePushInfo: { Title: 'All', Desc: 'hear' },
      DataId: 'campaign-2',
    })
    const all = await told('Push.AllMemberPush', 6)
    expect(
      all
        .slice(1)
        .map(({ To_Account }) => To_Account)
        .sort(),
    ).toEqual(
      ['administrator', 'bob', 'carol', 'dave', 'erin', 'zed'].filter((id) =>
        all.some((one) => one['To_Account'] === id),
      ),
    )
    expect(all.at(-1)).toMatchObject({ TaskId: task['TaskId'], DataId: 'campaign-2', TaskTime: expect.any(Number) })
  })

  it('[PSH9] later stages are reported by the gateway, signed, and told as the others', async () => {
    await send(alice, { to: 'bob' }, 'clicked')
    await told('Push.OfflinePush')
    const report = [{ PushId: gateway.pushes[0]!.PushId, PushStage: 3, PushPlatform: 8 }]
    const as = { sdkAppId: im.sdkAppId, secret, now: im.clock.now(), id: 'r1' }
    const answer = await reportPushes(im.url, as, [...report, { PushId: 'made.up', PushStage: 2 }])
    expect(await answer.json()).toMatchObject({ ActionStatus: 'OK', Taken: 1 })
    const bodies = await told('Push.OfflinePush', 2)
    expect(bodies[1]).toMatchObject({ To_Account: 'bob', PushStage: 3, PushPlatform: 8, MsgKey: bodies[0]!['MsgKey'] })
    const again = await reportPushes(im.url, as, report)
    expect(await again.json()).toMatchObject({ Taken: 0 })
  })

  it('[PSH9] a report is refused that is not signed, signed for another application, or old', async () => {
    await send(alice, { to: 'bob' }, 'x')
    await gateway.until(() => gateway.pushes.length === 1)
    const report = [{ PushId: gateway.pushes[0]!.PushId, PushStage: 2 }]
    const now = im.clock.now()
    const other = await im.server.im.accounts.apps.create({ name: 'Other' })
    const own = await push().gateways.set(other.sdkAppId, { url: gateway.url, language: 'zh' })
    const refused = [
      await reportPushes(im.url, { sdkAppId: im.sdkAppId, secret: own.secret!, now }, report),
      await reportPushes(im.url, { sdkAppId: im.sdkAppId, secret, now: now - 301_000 }, report),
      await reportPushes(im.url, { sdkAppId: im.sdkAppId + 7, secret, now }, report),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403])
    const foreign = await reportPushes(im.url, { sdkAppId: other.sdkAppId, secret: own.secret!, now }, report)
    expect(await foreign.json()).toMatchObject({ Taken: 0 })
    const bad = await reportPushes(im.url, { sdkAppId: im.sdkAppId, secret, now }, [{ PushId: 'x', PushStage: 9 }])
    expect(bad.status).toBe(400)
  })

  it('[PSH9] a secret that was replaced is good for another day', async () => {
    await send(alice, { to: 'bob' }, 'x')
    await gateway.until(() => gateway.pushes.length === 1)
    const report = [{ PushId: gateway.pushes[0]!.PushId, PushStage: 2 }]
    const old = secret
    secret = await push().gateways.rotateSecret(im.sdkAppId)
    expect(await push().gateways.revealSecret(im.sdkAppId)).toBe(secret)
    const by = async (one: string) =>
      (await reportPushes(im.url, { sdkAppId: im.sdkAppId, secret: one, now: im.clock.now() }, report)).status
    expect([await by(old), await by(secret)]).toEqual([200, 200])
    im.clock.advance(86_400_001)
    push().gateways.of(im.sdkAppId)
    await expect.poll(() => by(old)).toBe(403)
    expect(await by(secret)).toBe(200)
  })
})
