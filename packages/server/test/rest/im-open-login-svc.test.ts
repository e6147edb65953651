import { testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { restCode } from './call.ts'
import { play, withAccounts } from './scenario.ts'

const IMPORT = 'im_open_login_svc/account_import'
const MULTI = 'im_open_login_svc/multiaccount_import'
const CHECK = 'im_open_login_svc/account_check'

it('[REST10] accounts are imported, again without harm, and many at once with those that failed', async () => {
  await using im = await testIm()
  const accounts = (n: number) => Array.from({ length: n }, (_, i) => `u${i}`)
  await play(im, [
    { call: IMPORT, with: { UserID: 'ann', Nick: 'Ann' }, gives: {}, rows: { account: 1 } },
    { call: IMPORT, with: { Identifier: 'ann', FaceUrl: 'https://x.test/a.png' }, gives: {}, rows: {} },
    { call: IMPORT, with: { UserID: 'a'.repeat(33) }, gives: 70402, rows: {} },
    { call: IMPORT, with: { UserID: 'big', Nick: 'é'.repeat(251) }, gives: 70402, rows: {} },
    { call: IMPORT, with: { UserID: 'fits', Nick: 'é'.repeat(250) }, gives: {}, rows: { account: 1 } },
    {
      call: MULTI,
      with: { Accounts: ['ben', 'a/b', 'ann', '__proto__'] },
      gives: { FailAccounts: ['a/b', '__proto__'] },
      rows: { account: 1 },
    },
    {
      call: MULTI,
      with: {
        AccountList: [
          { UserID: 'cat', Nick: 'Cat' },
          { UserID: 'dog', Nick: 'x'.repeat(501) },
        ],
      },
      gives: { FailAccounts: ['dog'] },
      rows: { account: 1 },
    },
    { call: MULTI, with: {}, gives: 70402 },
    { call: MULTI, with: { Accounts: [] }, gives: 70402 },
    { call: MULTI, with: { Accounts: accounts(101) }, gives: 70402, rows: {} },
    { call: MULTI, with: { Accounts: accounts(100) }, gives: { FailAccounts: [] }, rows: { account: 100 } },
    {
      call: CHECK,
      with: { CheckItem: [{ UserID: 'ann' }, { UserID: 'ghost' }, { UserID: 'a/b' }, { UserID: 'ann' }] },
      gives: {
        ResultItem: ['Imported', 'NotImported', 'NotImported', 'Imported'].map((AccountStatus, i) => ({
          UserID: ['ann', 'ghost', 'a/b', 'ann'][i],
          ResultCode: 0,
          ResultInfo: '',
          AccountStatus,
        })),
      },
      rows: {},
    },
    { call: CHECK, with: { CheckItem: [] }, gives: 70402 },
    { call: CHECK, with: { CheckItem: Array.from({ length: 101 }, () => ({ UserID: 'ann' })) }, gives: 70402 },
  ])
  const ann = await im.server.im.accounts.find(im.sdkAppId, 'ann')
  expect([ann?.nick, ann?.faceUrl]).toEqual(['Ann', 'https://x.test/a.png'])
})

it('[SES4] a kick ends the sessions of an account, and its tickets of before are refused with 70052', async () => {
  await using im = await testIm()
  const old = im.sign('alice')
  const alice = await im.enter('alice')
  await withAccounts(im, 'bob')
  await play(im, [
    { call: 'im_open_login_svc/kick', with: { UserID: 'ghost' }, gives: 70107 },
    { call: 'im_open_login_svc/kick', with: {}, gives: 70402 },
    { call: 'im_open_login_svc/kick', with: { UserID: 'alice' }, gives: {}, rows: {} },
  ])
  await alice.until(() => alice.pushes.some((packet) => packet.type === 'kicked'))
  const again = await im.connect()
  const login = (userSig: string) =>
    again.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig }).then(
      () => 0,
      (error: { code: number }) => error.code,
    )
  expect(await login(old)).toBe(70052)
  im.clock.advance(2000)
  expect(await login(im.sign('alice'))).toBe(0)
  expect(await restCode(im, 'im_open_login_svc/kick', { Identifier: 'alice' })).toBe(0)
})
