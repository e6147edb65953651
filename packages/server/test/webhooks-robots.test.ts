import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './rest/call.ts'
import { HOOK_CONFIG, hear, receiver } from './webhook-receiver.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
const ROBOT = '@RBT#help'

it('[HOOK1] [AUD1] a message that is blocked for its words is told of, with the words', async () => {
  await using hook = await receiver()
  await using im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  await hear(im, hook, ['ContentCallback.ResultNotify'])
  const UserKeywords = [{ Content: 'bad', Label: 'Abuse' }]
  const wish = { SdkAppId: im.sdkAppId, LibID: 'words', UserKeywords }
  await rest(im, 'im_msg_audit_mgr/add_cloud_audit_keywords', wish)
  const ann = await im.enter('ann')
  await im.enter('ben')
  const send = (Text: string) => ann.request('send', { to: 'ben', random: 1, clientTime: 1, body: text(Text) } as never)
  await expect(send('a bad word')).rejects.toMatchObject({ code: 80001 })
  await send('a good word')
  await hook.until(() => hook.received.length > 0)
  expect(hook.received.map(({ body }) => body)).toEqual([
    expect.objectContaining({
      Scene: 'C2C',
      From_Account: 'ann',
      ContactItem: 'ben',
      TextContent: ['a bad word'],
      CtxcbResult: 1,
      CtxcbKeywords: ['bad'],
    }),
  ])
})

it('[HOOK1] the program of a robot is told of messages for it, of signals, and where a group names it; of nothing else', async () => {
  await using hook = await receiver()
  await using im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  await rest(im, 'openim_robot_http_svc/create_robot', { UserID: ROBOT })
  await hear(im, hook, ['Bot.OnC2CMessage', 'Bot.OnGroupMessage', 'Chatbot.OnC2CSignalMessage'])
  const ann = await im.enter('ann')
  await im.enter('ben')
  const send = (more: object) => ann.request('send', { clientTime: 1, body: text('hi'), ...more } as never)
  await send({ to: 'ben', random: 1 })
  await send({ to: ROBOT, random: 2, body: text('help me') })
  const Data = '{"stop":true}'
  const signal = [{ MsgType: 'TIMCustomElem', MsgContent: { Data, Desc: '', Ext: '' } }]
  await send({ to: ROBOT, random: 3, body: signal, onlineOnly: true })
  const { groupId } = await ann.request('group.create', {
    type: 'Public',
    name: 'G',
    members: [{ userId: ROBOT }],
  } as never)
  await send({ group: groupId, random: 4 })
  await send({ group: groupId, random: 5, mentions: ['ben', ROBOT] })
  await hook.until(() => hook.received.length >= 3)
  const told = (command: string) => hook.of(command).map(({ body }) => body)
  const names = { From_Account: 'ann', To_Account: ROBOT }
  expect(told('Bot.OnC2CMessage')).toEqual([
    expect.objectContaining({ ...names, MsgRandom: 2, MsgBody: text('help me'), SendMsgResult: 0 }),
  ])
  expect(told('Chatbot.OnC2CSignalMessage')).toEqual([expect.objectContaining({ ...names, MsgRandom: 3, Data })])
  expect(told('Bot.OnGroupMessage')).toEqual([
    expect.objectContaining({ GroupId: groupId, Random: 5, AtRobotAccount: [ROBOT] }),
  ])
  expect(hook.received).toHaveLength(3)
})
