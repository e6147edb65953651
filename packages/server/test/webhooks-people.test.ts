import { readdirSync, readFileSync } from 'node:fs'
import { isBeforeCommand, WEBHOOK_COMMANDS, type WebhookCommand } from '@signet/protocol/webhooks'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FIRED } from '../src/features/webhooks/fired.ts'
import { HOOK_CONFIG, hear, OK, type Receiver, receiver } from './webhook-receiver.ts'

let im: TestIm
let hook: Receiver
let n = 0
beforeAll(async () => {
  hook = await receiver()
  im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  const quiet = ['C2C.CallbackBeforeSendMsg', 'Group.CallbackBeforeSendMsg']
  const commands = FIRED.filter((command) => !quiet.includes(command))
  await hear(im, hook, commands)
})
afterAll(async () => {
  await im.close()
  await hook[Symbol.asyncDispose]()
})
beforeEach(() => {
  hook.received.length = 0
  hook.answer = () => OK
  n++
})

/** Two people who met nobody yet. */
async function pair(): Promise<{ alice: RawClient; bob: RawClient; a: string; b: string }> {
  const [a, b] = [`alice${n}`, `bob${n}`]
  return { bob: await im.enter(b), alice: await im.enter(a, { platform: 'Web' }), a, b }
}
async function told(command: WebhookCommand, count = 1): Promise<Readonly<Record<string, unknown>>> {
  await hook.until(() => hook.of(command).length >= count)
  return hook.of(command)[count - 1]!.body
}
const SOURCE = 'AddSource_Type_Web'
const text = (value: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: value } }]

describe('webhooks about people', () => {
  it('[HOOK1] tell of logins and logouts, with the device', async () => {
    const { alice, a } = await pair()
    await hook.until(() => hook.received.some(({ body }) => JSON.stringify(body).includes(a)))
    const login = hook.of('State.StateChange').find(({ body }) => JSON.stringify(body).includes(a))!
    expect(login.body).toMatchObject({ Info: { Action: 'Login', To_Account: a, Reason: 'Register' } })
    expect(login.query.get('OptPlatform')).toBe('Web')
    await alice.request('logout', {})
    await hook.until(() => hook.received.some(({ text: sent }) => sent.includes('Logout') && sent.includes(a)))
  })

  it('[HOOK1] [HOOK5] tell of friends asked, accepted and deleted, of people blocked, in order', async () => {
    const { alice, bob, a, b } = await pair()
    await im.server.im.accounts.apps.updateSettings(im.sdkAppId, { allowType: 'AllowType_Type_NeedConfirm' })
    await alice.request('friend.add', { userId: b, source: SOURCE, wording: 'hi', remark: 'B' })
    expect(await told('Sns.CallbackPrevFriendAdd')).toMatchObject({
      Requester_Account: a,
      From_Account: a,
      FriendItem: [{ To_Account: b, Remark: 'B', AddSource: SOURCE, AddWording: 'hi' }],
      AddType: 'Add_Type_Both',
      ForceAddFlags: 0,
    })
    await bob.request('friend.application.accept', { userId: a, type: 'Response_Action_AgreeAndAdd' })
    expect(await told('Sns.CallbackPrevFriendResponse')).toMatchObject({
      Requester_Account: b,
      ResponseFriendItem: [{ To_Account: a, ResponseAction: 'Response_Action_AgreeAndAdd' }],
    })
    expect(await told('Sns.CallbackFriendAdd')).toMatchObject({
      PairList: [
        { From_Account: a, To_Account: b, Initiator_Account: a },
        { From_Account: b, To_Account: a, Initiator_Account: a },
      ],
      ClientCmd: 'friend_response',
      Admin_Account: '',
      ForceFlag: 0,
    })
    await alice.request('friend.delete', { userIds: [b] })
    expect((await told('Sns.CallbackFriendDelete'))['PairList']).toEqual([
      { From_Account: a, To_Account: b },
      { From_Account: b, To_Account: a },
    ])
    await alice.request('blacklist.add', { userIds: [b] })
    await alice.request('blacklist.remove', { userIds: [b] })
    expect((await told('Sns.CallbackBlackListAdd'))['PairList']).toEqual([{ From_Account: a, To_Account: b }])
    await told('Sns.CallbackBlackListDelete')
    const order = hook.received.map(({ command }) => command).filter((command) => command.includes('BlackList'))
    expect(order).toEqual(['Sns.CallbackBlackListAdd', 'Sns.CallbackBlackListDelete'])
  })

  it('[HOOK2] an application refuses a friendship with its own code; another code, or a failure, lets it happen', async () => {
    const { alice, a, b } = await pair()
    const answering = (ResultCode: number, more: object = {}) => ({
      ...OK,
      ResultItem: [{ To_Account: b, ResultCode, ResultInfo: 'not them' }],
      ...more,
    })
    hook.answer = ({ command }) => (command === 'Sns.CallbackPrevFriendAdd' ? answering(38_005) : OK)
    const add = () => alice.request('friend.add', { userId: b, source: SOURCE })
    await expect(add()).rejects.toMatchObject({ code: 38_005, message: expect.stringContaining('not them') })
    expect((await alice.request('friend.application.list', {})).applications).toEqual([])
    hook.answer = ({ command }) => (command === 'Sns.CallbackPrevFriendAdd' ? answering(38_005, { ErrorCode: 1 }) : OK)
    await add()
    hook.answer = ({ command }) => (command === 'Sns.CallbackPrevFriendResponse' ? answering(1) : OK)
    const bob = await im.enter(b)
    await bob.request('friend.application.refuse', { userId: a })
  })

  it('[HOOK1] [HOOK5] tell what a profile became; a change that is refused is told to nobody', async () => {
    const { alice, a } = await pair()
    const nick = { tag: 'Tag_Profile_IM_Nick', value: 'Al' }
    const refused = alice.request('profile.set', { items: [nick, { tag: 'Tag_Profile_IM_Nonsense', value: 'x' }] })
    await expect(refused).rejects.toThrow()
    await alice.request('profile.set', { items: [nick] })
    expect(await told('Profile.CallbackPortraitSet')).toMatchObject({
      From_Account: a,
      Operator_Account: a,
      ProfileItem: [{ Tag: 'Tag_Profile_IM_Nick', Value: 'Al' }],
    })
    expect(hook.of('Profile.CallbackPortraitSet')).toHaveLength(1)
  })

  it('[HOOK6] a message, its recall and its reading are told in that order', async () => {
    const { alice, bob, a, b } = await pair()
    const { seq, time } = await alice.request('send', { to: b, random: 1, clientTime: 1, msgSeq: 5, body: text('x') })
    await alice.request('send', { to: b, random: 2, clientTime: 1, body: text('y') })
    await alice.request('message.recall', { conversation: `C2C${b}`, seq })
    await bob.request('message.read', { conversation: `C2C${a}` })
    expect(await told('C2C.CallbackAfterMsgReport')).toMatchObject({
      Report_Account: b,
      Peer_Account: a,
      LastReadTime: expect.any(Number),
      UnreadMsgNum: 0,
    })
    expect(await told('C2C.CallbackAfterMsgWithDraw')).toMatchObject({
      From_Account: a,
      To_Account: b,
      MsgKey: `5_1_${Math.floor(time / 1000)}`,
    })
    const own = hook.received.filter(({ command }) => command.startsWith('C2C.')).map(({ command }) => command)
    expect(own).toEqual([
      'C2C.CallbackAfterSendMsg',
      'C2C.CallbackAfterSendMsg',
      'C2C.CallbackAfterMsgWithDraw',
      'C2C.CallbackAfterMsgReport',
    ])
  })

  it('[HOOK1] [HOOK2] a message that could not be sent is told with its error, but one that the application refused', async () => {
    const { alice, bob, a, b } = await pair()
    await bob.request('blacklist.add', { userIds: [a] })
    const sent = { random: 1, clientTime: 1, body: text('x') }
    await expect(alice.request('send', { ...sent, to: b })).rejects.toMatchObject({ code: 20007 })
    expect(await told('C2C.CallbackAfterSendMsg')).toMatchObject({
      From_Account: a,
      SendMsgResult: 20007,
      UnreadMsgNum: -1,
      MsgBody: text('x'),
    })
    const { groupId } = await alice.request('group.create', { type: 'Public', name: 'G', members: [{ userId: b }] })
    await alice.request('group.mute', { groupId, userId: b, seconds: 60 })
    await expect(bob.request('send', { ...sent, group: groupId })).rejects.toMatchObject({ code: 10017 })
    expect(await told('Group.CallbackSendMsgException')).toMatchObject({
      GroupId: groupId,
      From_Account: b,
      ErrorCode: 10017,
    })
    const { endpoints } = im.server.im.webhookSettings
    const [{ endpointId, commands } = { endpointId: '', commands: [] }] = await endpoints.list(im.sdkAppId)
    const more = [...commands, 'Group.CallbackBeforeSendMsg']
    await endpoints.update(im.sdkAppId, endpointId, { commands: more })
    hook.answer = ({ command }) => (command === 'Group.CallbackBeforeSendMsg' ? { ...OK, ErrorCode: 1 } : OK)
    await expect(alice.request('send', { ...sent, group: groupId })).rejects.toMatchObject({ code: 10016 })
    await endpoints.update(im.sdkAppId, endpointId, { commands })
    await alice.request('group.update', { groupId, name: 'later' })
    await told('Group.CallbackAfterGroupInfoChanged')
    expect(hook.of('Group.CallbackSendMsgException')).toHaveLength(1)
  })

  it('[HOOK1] tell of receipts and recalls in groups, and of topics', async () => {
    const { alice, bob, b } = await pair()
    const { groupId } = await alice.request('group.create', { type: 'Public', name: 'G', members: [{ userId: b }] })
    const sent = { group: groupId, random: 1, clientTime: 1, body: text('x'), needReceipt: true } as const
    const { seq } = await alice.request('send', sent)
    await bob.request('message.receipt', { conversation: `GROUP${groupId}`, seqs: [seq] })
    expect(await told('Group.CallbackAfterReadReceipt')).toMatchObject({
      GroupId: groupId,
      Type: 'Public',
      GroupMsgReceiptList: [{ MsgSeq: seq, ReadNum: 1, UnreadNum: 0, ReadReceiptMembers: [{ Member_Account: b }] }],
    })
    await alice.request('message.recall', { conversation: `GROUP${groupId}`, seq })
    expect(await told('Group.CallbackAfterRecallMsg')).toMatchObject({
      GroupId: groupId,
      MsgSeqList: [{ MsgSeq: seq }],
    })

    const made = await alice.request('group.create', { type: 'Community', name: 'C', supportTopic: true } as never)
    const { topicId } = await alice.request('topic.create', { groupId: made.groupId, name: 'T' })
    const about = { GroupId: made.groupId, Type: 'Community' }
    expect(await told('Group.CallbackBeforeCreateTopic')).toMatchObject({ ...about, Name: 'T' })
    expect(await told('Group.CallbackAfterCreateTopic')).toMatchObject({ ...about, TopicId: topicId, Name: 'T' })
    await alice.request('topic.update', { topicId, introduction: 'I' } as never)
    expect(await told('Group.CallbackAfterTopicInfoChanged')).toMatchObject({ TopicId: topicId, Introduction: 'I' })
    await alice.request('send', { group: topicId, random: 2, clientTime: 1, body: text('in a topic') })
    await hook.until(() => hook.of('Group.CallbackAfterSendMsg').some(({ body }) => body['TopicId'] === topicId))
    await alice.request('topic.delete', { groupId: made.groupId, topicIds: [topicId] })
    expect(await told('Group.CallbackAfterTopicDestroyed')).toMatchObject({ ...about, TopicIdList: [topicId] })
    hook.answer = ({ command }) => (command === 'Group.CallbackBeforeCreateTopic' ? { ...OK, ErrorCode: 10120 } : OK)
    const refused = alice.request('topic.create', { groupId: made.groupId, name: 'T2' })
    await expect(refused).rejects.toMatchObject({ code: 10120 })
  })

  it('every webhook that is said to be sent has a test that sees it', () => {
    const tests = readdirSync(new URL('.', import.meta.url)).filter((name) => name.startsWith('webhooks-'))
    tests.push('rest/framework.test.ts', 'offline-push.test.ts')
    const source = tests.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n')
    const short = (command: string) => command.replace('Group.CallbackAfter', '')
    const unseen = FIRED.filter(
      (command) => !source.includes(`'${command}'`) && !source.includes(`['${short(command)}'`),
    )
    expect(unseen).toEqual([])
    expect(FIRED.filter(isBeforeCommand)).toEqual(WEBHOOK_COMMANDS.filter(isBeforeCommand))
  })
})
