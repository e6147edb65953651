import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { play, type Step, withAccounts } from './scenario.ts'

const step = (command: string, fields: object, gives: Step['gives'], rows?: Step['rows']): Step => ({
  call: `openim_robot_http_svc/${command}`,
  with: fields,
  gives,
  ...(rows && { rows }),
})
const key = { MsgKey: expect.stringMatching(/^\d+_\d+_\d+$/) }

it('[BOT1] robots are made, listed and deleted, twenty at most', async () => {
  await using im = await testIm()
  const made = { robot: 1, account: 1 }
  const others = Array.from({ length: 18 }, (_, i) => step('create_robot', { UserID: `@RBT#x${i}` }, {}, made))
  const SelfSignature = 'I help'
  await play(im, [
    step('create_robot', { UserID: '@RBT#help', Nick: 'Help', SelfSignature }, {}, { ...made, profile_field: 1 }),
    step('create_robot', { UserID: '@RBT#help', FaceUrl: 'https://x.test/a.png' }, {}, {}),
    step('create_robot', { UserID: 'help' }, 90001, {}),
    step('create_robot', { UserID: '@RBT#' }, 90001, {}),
    step('create_robot', { UserID: `@RBT#${'x'.repeat(28)}` }, 90001, {}),
    step('create_robot', { UserID: '@RBT#long', Nick: 'x'.repeat(501) }, 90001, {}),
    step('create_robot', { UserID: '@RBT#a' }, {}, made),
    step('get_all_robots', {}, { Robot_Account: ['@RBT#a', '@RBT#help'] }),
    ...others,
    step('create_robot', { UserID: '@RBT#z' }, 90001, {}),
    step('delete_robot', { Robot_Account: '@RBT#x1' }, {}),
    step('delete_robot', { Robot_Account: '@RBT#x1' }, 90048, {}),
    step('create_robot', { UserID: '@RBT#z' }, {}, made),
  ])
  const help = await im.server.im.accounts.find(im.sdkAppId, '@RBT#help')
  expect([help?.nick, help?.faceUrl]).toEqual(['Help', 'https://x.test/a.png'])
  await rest(im, 'im_open_login_svc/account_delete', { DeleteItem: [{ UserID: '@RBT#z' }] })
  expect((await rest(im, 'openim_robot_http_svc/get_all_robots'))['Robot_Account']).not.toContain('@RBT#z')
})

it('[BOT2] a message of a robot grows by pieces, until the last', async () => {
  await using im = await testIm()
  await withAccounts(im, '@RBT#fake')
  const ben = await im.enter('ben')
  await rest(im, 'openim_robot_http_svc/create_robot', { UserID: '@RBT#help' })
  const From_Account = '@RBT#help'
  const to = { From_Account, To_Account: 'ben' }
  const begun = await rest(im, 'openim_robot_http_svc/send_stream_msg', { ...to, Chunk: 'Hello' })
  expect(begun).toMatchObject(key)
  const { MsgKey } = begun
  const last = async () => {
    const { messages } = await ben.request('history', { conversation: `C2C${From_Account}` })
    return messages.map(({ body, cloudCustomData }) => [body[0]?.MsgContent, cloudCustomData])
  }
  await ben.until(() => ben.messages.length === 1)
  expect(await last()).toEqual([[{ Text: 'Hello' }, '{"stream":"open"}']])
  const send = (fields: object, gives: Step['gives']) => step('send_stream_msg', { ...to, ...fields }, gives)
  await play(im, [
    send({ MsgKey, Chunk: ', ben' }, { MsgKey }),
    send({ MsgKey, Chunk: 'x'.repeat(20_000) }, 93000),
    send({ MsgKey, Chunk: '!', Finish: 1 }, { MsgKey }),
    send({ MsgKey, Chunk: 'more' }, 90054),
    send({ MsgKey: 'what', Chunk: 'more' }, 90054),
    send({ MsgKey: '1_1_1', Chunk: 'more' }, 20022),
    send({ From_Account: 'ben', Chunk: 'x' }, 90008),
    send({ From_Account: '@RBT#fake', Chunk: 'x' }, 90008),
    send({ To_Account: 'ghost', Chunk: 'x' }, 90012),
    send({ To_Account: 'a/b', Chunk: 'x' }, 90012),
    send({ MsgKey, To_Account: 'a/b', Chunk: 'x' }, 90012),
    send({ To_Account: 'ben', Chunk: 'all at once', Finish: 1 }, key),
  ])
  expect(await last()).toEqual([
    [{ Text: 'Hello, ben!' }, '{"stream":"done"}'],
    [{ Text: 'all at once' }, '{"stream":"done"}'],
  ])
  expect(ben.pushes.filter(({ type }) => type === 'change')).toHaveLength(2)
})

it('the addresses of the server are told', async () => {
  await using im = await testIm()
  const { IPList, ErrorCode } = await rest(im, 'ConfigSvc/GetIPList')
  expect([ErrorCode, (IPList as string[]).length > 0]).toEqual([0, true])
})
