import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { type TestIm, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { rest } from './call.ts'
import { otherApp } from './other-app.ts'
import { play, withAccounts } from './scenario.ts'

const HOUR = 3_600_000
const text = (Text: string) => [{ MsgType: 'TIMTextElem', MsgContent: { Text } }]
/** `YYYYMMDDHH` in UTC+8. */
const hourName = (ms: number) => new Date(ms + 8 * HOUR).toISOString().slice(0, 13).replaceAll(/[-T]/g, '')
const history = (im: TestIm, MsgTime: string, ChatType = 'C2C') =>
  rest(im, 'open_msg_svc/get_history', { ChatType, MsgTime })
interface File {
  readonly URL: string
  readonly ExpireTime: string
  readonly FileSize: number
  readonly FileMD5: string
  readonly GzipSize: number
  readonly GzipMD5: string
}
const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex')

/** The document of an hour, after everything that is said of the file was seen to be true. */
async function download(im: TestIm, MsgTime: string, ChatType = 'C2C') {
  const { File } = await history(im, MsgTime, ChatType)
  const [file] = File as [File]
  const response = await fetch(file.URL)
  const gzip = Buffer.from(await response.arrayBuffer())
  const plain = gunzipSync(gzip)
  expect([gzip.length, md5(gzip), plain.length, md5(plain)]).toEqual([
    file.GzipSize,
    file.GzipMD5,
    file.FileSize,
    file.FileMD5,
  ])
  const lines = plain.toString().trimEnd().split('\n')
  expect(lines[0]).toBe(`{"SdkAppId":${im.sdkAppId},"ChatType":"${ChatType}","MsgTime":"${MsgTime}","MsgList":[`)
  expect(lines.at(-1)).toBe(']}')
  return { file, messages: (JSON.parse(plain.toString()) as { MsgList: object[] }).MsgList, lines }
}

it('[EXP1] [EXP2] an hour of messages is a file: all of that hour, nothing of another one or of another application', async () => {
  await using im = await testIm()
  await withAccounts(im, 'ann', 'ben', 'cat')
  const other = await otherApp(im)
  im.clock.advance(HOUR - (im.clock.now() % HOUR) + 1_000)
  const MsgTime = hourName(im.clock.now())
  const say = (To_Account: string, Text: string, more: object = {}) =>
    rest(im, 'openim/sendmsg', { From_Account: 'ann', To_Account, MsgRandom: 1, MsgBody: text(Text), ...more })
  await play(im, [
    {
      call: 'group_open_http_svc/create_group',
      with: {
        GroupId: 'pub',
        Type: 'Public',
        Name: 'P',
        Owner_Account: 'ann',
        MemberList: [{ Member_Account: 'ben' }],
      },
      gives: { GroupId: 'pub', Type: 'Public' },
    },
  ])
  for (let i = 0; i < 250; i++) await say('ben', `m${i}`, { MsgRandom: i + 10 })
  await say('cat', 'hello', { CloudCustomData: 'c' })
  const gone = await say('cat', 'gone', { MsgRandom: 2 })
  await rest(im, 'openim/admin_msgwithdraw', { From_Account: 'ann', To_Account: 'cat', MsgKey: gone['MsgKey'] })
  await rest(im, 'group_open_http_svc/send_group_msg', {
    GroupId: 'pub',
    Random: 5,
    From_Account: 'ben',
    MsgBody: text('all'),
  })
  await rest(im, 'im_open_login_svc/account_import', { UserID: 'ann' }, other)
  await rest(im, 'im_open_login_svc/account_import', { UserID: 'ben' }, other)
  await rest(
    im,
    'openim/sendmsg',
    { From_Account: 'ann', To_Account: 'ben', MsgRandom: 1, MsgBody: text('secret') },
    other,
  )
  expect(await history(im, MsgTime)).toMatchObject({ ErrorCode: 1004, ActionStatus: 'FAIL' })
  im.clock.advance(HOUR)
  await say('ben', 'the next hour', { MsgRandom: 3 })
  im.clock.advance(60_000)

  const { messages, lines, file } = await download(im, MsgTime)
  expect(lines).toHaveLength(253)
  expect(messages[0]).toEqual({
    From_Account: 'ann',
    To_Account: 'ben',
    MsgTimestamp: expect.any(Number),
    MsgSeq: 10,
    MsgRandom: 10,
    MsgBody: text('m0'),
  })
  expect(messages.at(-1)).toMatchObject({ To_Account: 'cat', MsgBody: text('hello'), CloudCustomData: 'c' })
  const ofGroups = await download(im, MsgTime, 'Group')
  expect(ofGroups.messages).toMatchObject([{ GroupId: 'pub', From_Account: 'ben', MsgSeq: 2, MsgBody: text('all') }])
  expect((await download(im, MsgTime)).file).toEqual(file)

  const changed = file.URL.replace('/C2C/', '/Group/')
  expect((await fetch(changed)).status).toBe(403)
  expect((await fetch(file.URL.replace(/signature=./, 'signature=_'))).status).toBe(403)
  im.clock.advance(7 * 24 * HOUR)
  expect((await fetch(file.URL)).status).toBe(403)
  expect(await history(im, MsgTime)).toMatchObject({ ErrorCode: 1005 })
})

it('[EXP1] what is no hour, an hour without messages, and one that is not over are told apart in words', async () => {
  await using im = await testIm()
  for (const MsgTime of ['2026112', '2026113124', '2026130100', 'yesterday', '']) {
    expect((await history(im, MsgTime)).ErrorCode, MsgTime).toBe(1002)
  }
  expect((await history(im, hourName(im.clock.now()), 'Room')).ErrorCode).toBe(1002)
  const now = im.clock.now()
  expect((await history(im, hourName(now))).ErrorInfo).toContain('not over')
  expect(await history(im, hourName(now - 2 * HOUR))).toMatchObject({
    ErrorCode: 1004,
    ErrorInfo: expect.stringContaining('Nothing'),
  })
  expect((await history(im, hourName(now - 8 * 24 * HOUR))).ErrorCode).toBe(1005)
})
