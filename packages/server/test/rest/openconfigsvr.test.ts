import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { play, type Step, withAccounts } from './scenario.ts'

const mute = (command: string, fields: object, gives: Step['gives']): Step => ({
  call: `openconfigsvr/${command}`,
  with: fields,
  gives,
})

it('[MUTE1] a muted user may not send, the application still may in that name', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ben')
  const ann = await im.enter('ann')
  const body = [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text: 'x' } }]
  const left = (C2CmsgNospeakingTime: unknown, GroupmsgNospeakingTime: unknown) => ({
    C2CmsgNospeakingTime,
    GroupmsgNospeakingTime,
  })
  await play(im, [
    mute('setnospeaking', { Set_Account: 'ann', C2CmsgNospeakingTime: 60 }, {}),
    mute('setnospeaking', { Set_Account: 'ann', GroupmsgNospeakingTime: 4294967295 }, {}),
    mute('getnospeaking', { Get_Account: 'ann' }, left(expect.any(Number), 4294967295)),
    mute('setnospeaking', { C2CmsgNospeakingTime: 60 }, 130004),
    mute('setnospeaking', { Set_Account: 'ghost', C2CmsgNospeakingTime: 60 }, 130005),
    mute('setnospeaking', { Set_Account: 'ann' }, 130008),
    mute('getnospeaking', {}, 130002),
    mute('getnospeaking', { Get_Account: 'ghost' }, 130003),
    {
      call: 'openim/sendmsg',
      with: { From_Account: 'ann', To_Account: 'ben', MsgRandom: 1, MsgBody: body },
      gives: { MsgTime: expect.any(Number), MsgKey: expect.any(String), MsgId: expect.any(String) },
    },
  ])
  const send = () =>
    ann.request('send', { to: 'ben', random: 2, clientTime: 1, body }).then(
      () => 0,
      (error: { code: number }) => error.code,
    )
  expect(await send()).toBe(20012)
  await play(im, [mute('setnospeaking', { Set_Account: 'ann', C2CmsgNospeakingTime: 0 }, {})])
  expect(await send()).toBe(0)
  await play(im, [mute('getnospeaking', { Get_Account: 'ann' }, left(0, 4294967295))])
})

it('who is logged in is told by platform, unknown users beside the others', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ben')
  await im.enter('ann', { platform: 'Web' })
  await im.enter('ann', { platform: 'iPhone', instance: 'x' })
  const asked = { To_Account: ['ann', 'ben', 'ghost'], IsNeedDetail: 1 }
  const ErrorList = [{ To_Account: 'ghost', ErrorCode: 70107 }]
  const Detail = ['Web', 'iPhone'].map((Platform) => ({ Platform, Status: 'Online' }))
  await play(im, [
    {
      call: 'openim/query_online_status',
      with: asked,
      gives: {
        QueryResult: [
          { To_Account: 'ann', Status: 'Online', Detail },
          { To_Account: 'ben', Status: 'Offline' },
        ],
        ErrorList,
      },
    },
    {
      call: 'openim/querystate',
      with: { To_Account: ['ann'] },
      gives: { QueryResult: [{ To_Account: 'ann', State: 'Online' }] },
    },
    { call: 'openim/query_online_status', with: { To_Account: ['ghost'] }, gives: 70107 },
    { call: 'openim/query_online_status', with: { To_Account: [] }, gives: 90001 },
    { call: 'openim/query_online_status', with: { To_Account: [1] }, gives: 90003 },
    { call: 'openim/query_online_status', with: { To_Account: Array(501).fill('ann') }, gives: 90011 },
  ])
})
