import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './rest/call.ts'
import { body, list, NEWS, Official_Account, results, SERVICE, step, wish } from './rest/official.ts'
import { play, withAccounts } from './rest/scenario.ts'
import { HOOK_CONFIG, hear, receiver } from './webhook-receiver.ts'

it('[HOOK1] [HOOK2] webhooks tell of official accounts, may refuse, and may change what is sent', async () => {
  await using hook = await receiver()
  await using im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  await withAccounts(im, 'ann', 'ben', 'cat')
  const names = [
    'OfficialAccount.CallbackBeforeCreateOfficialAccount',
    'OfficialAccount.CallbackAfterCreateOfficialAccount',
    'OfficialAccount.CallbackAfterOfficialAccountInfoChanged',
    'OfficialAccount.CallbackBeforeAddSubscriber',
    'OfficialAccount.CallbackAfterAddSubscriber',
    'OfficialAccount.CallbackAfterOfficialAccountFull',
    'OfficialAccount.CallbackBeforeSendMsg',
    'OfficialAccount.CallbackAfterSendMsg',
    'OfficialAccount.CallbackAfterMsgWithDraw',
    'OfficialAccount.CallbackAfterDeleteSubscriber',
    'OfficialAccount.CallbackAfterOfficialAccountDestroyed',
  ]
  await hear(im, hook, names)
  hook.answer = ({ command }) =>
    command.endsWith('BeforeSendMsg')
      ? { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', MsgBody: body('hello') }
      : { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }
  const ben = await im.enter('ben')
  const message = { Official_Account, Random: 7, MsgBody: body('hi') }
  await play(im, [
    step('create_official_account', { ...wish, MaxSubscriberNum: 1 }, { OfficialAccountUserID: NEWS }),
    step('modify_official_account_base_info', { Official_Account, Introduction: 'all of it' }, {}),
    step('add_subscriber', { Official_Account, ...list('ben', 'cat') }, results({ ben: 1, cat: 0 })),
  ])
  const { MsgKey } = await rest(im, `${SERVICE}/send_official_account_msg`, message)
  await ben.until(() => ben.messages.length === 1)
  expect(ben.messages[0]).toMatchObject({ message: { body: body('hello') } })
  await play(im, [
    step(
      'official_account_msg_recall',
      { Official_Account, MsgKeyList: [MsgKey] },
      { RecallRetList: [{ MsgKey, RetCode: 0 }] },
    ),
    step('delete_subscriber', { Official_Account, SubscriberToDel_Account: ['ben'] }, results({ ben: 1 })),
    step('destroy_official_account', { Official_Account }, {}),
  ])
  await hook.until(() => names.every((name) => hook.of(name).length === 1))
  const told = (name: string) => hook.of(`OfficialAccount.Callback${name}`)[0]!.body
  expect(told('AfterCreateOfficialAccount')).toMatchObject({ Official_Account, Owner_Account: 'ann', Name: 'News' })
  expect(told('AfterOfficialAccountInfoChanged')).toMatchObject({
    Operator_Account: 'administrator',
    Introduction: 'all of it',
  })
  expect(told('AfterAddSubscriber')).toMatchObject({ SubscribeAccountList: [{ Subscriber_Account: 'ben' }] })
  expect(told('AfterSendMsg')).toMatchObject({ MsgKey, MsgBody: body('hello'), OnlineOnlyFlag: 0 })
  expect(told('AfterMsgWithDraw')).toMatchObject({ WithdrawMsgList: [{ MsgKey }] })
  expect(told('AfterDeleteSubscriber')).toMatchObject({ SubscribeAccountList: [{ Subscriber_Account: 'ben' }] })
  expect(told('AfterOfficialAccountDestroyed')).toMatchObject({ Owner_Account: 'ann', Name: 'News' })

  hook.answer = () => ({ ActionStatus: 'OK', ErrorCode: 10150, ErrorInfo: 'not here' })
  await play(im, [step('create_official_account', wish, 10150, {})])
})
