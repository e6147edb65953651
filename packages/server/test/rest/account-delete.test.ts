import { RawError, testIm } from '@signet/testkit'
import { expect, it } from 'vitest'
import { eraseAccount } from '../../src/erase.ts'
import { kickUser } from '../../src/features/sessions/seats.ts'
import { OK, rest } from './call.ts'

const text = (Text: string) => [{ MsgType: 'TIMTextElem' as const, MsgContent: { Text } }]
const codeOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(RawError)
  return (error as RawError).code
}
const DELETED = { ResultCode: 0, ResultInfo: '' }

it('[ACC9] a deleted account is gone everywhere, its sessions end, and its tickets stay refused', async () => {
  await using im = await testIm()
  const [alice, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
  const old = im.sign('alice')
  await alice.request('friend.add', { userId: 'bob', source: 'AddSource_Type_Web' })
  await rest(im, 'sns/friend_import', {
    From_Account: 'bob',
    AddFriendItem: [{ To_Account: 'alice', AddSource: 'AddSource_Type_Web' }],
  })
  await bob.request('blacklist.add', { userIds: ['alice'] })
  await alice.request('follow.add', { userIds: ['bob'] })
  const { groupId } = await alice.request('group.create', { type: 'Public', name: 'G', members: [{ userId: 'bob' }] })
  await bob.request('blacklist.remove', { userIds: ['alice'] })
  const closed = await bob.request('group.create', { type: 'Public', name: 'H', joinOption: 'NeedPermission' })
  await alice.request('group.join', { groupId: closed.groupId })
  const toBob = { to: 'bob', random: 1, clientTime: 1, body: text('hello') }
  await alice.request('send', toBob)
  const answer = await rest(im, 'im_open_login_svc/account_delete', {
    DeleteItem: [{ UserID: 'alice' }, { UserID: 'nobody' }, { UserID: 'administrator' }],
  })
  expect(answer).toEqual({
    ...OK,
    ResultItem: [
      { ...DELETED, UserID: 'alice' },
      { ResultCode: 70107, ResultInfo: expect.any(String), UserID: 'nobody' },
      { ResultCode: 60017, ResultInfo: expect.any(String), UserID: 'administrator' },
    ],
  })
  await alice.until(() => alice.closed !== undefined)
  expect(alice.pushes.at(-1)).toMatchObject({ type: 'kicked' })
  const again = await im.connect()
  expect(await codeOf(again.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig: old }))).toBe(70052)
  expect(await codeOf(bob.request('send', { to: 'alice', random: 2, clientTime: 1, body: text('there?') }))).toBe(20003)
  expect((await bob.request('friend.list', {})).friends).toEqual([])
  expect(await bob.request('follow.info', { userIds: ['bob'] })).toMatchObject({ results: [{ followers: 0 }] })
  const { members } = await bob.request('group.members', { groupId })
  expect(members.map(({ userId }) => userId)).toEqual(['bob'])
  expect((await bob.request('group.applications', {})).applications).toEqual([])
  const { groups } = await bob.request('group.info', { groupIds: [groupId] })
  expect(groups[0]!.group!.owner).toBe('')
  const { messages } = await bob.request('history', { conversation: 'C2Calice' })
  expect(messages.map(({ body }) => body)).toEqual([text('hello')])
})

it('[ACC9] an account that is made again has nothing of the one before, and takes newer tickets alone', async () => {
  await using im = await testIm()
  const alice = await im.enter('alice')
  await im.enter('bob')
  await alice.request('send', { to: 'bob', random: 1, clientTime: 1, body: text('before') })
  await alice.request('conversation.pin', { conversation: 'C2Cbob', pinned: true })
  const old = im.sign('alice')
  await rest(im, 'im_open_login_svc/account_delete', { DeleteItem: [{ UserID: 'alice' }] })
  await rest(im, 'im_open_login_svc/account_import', { UserID: 'alice' })
  const login = async (userSig: string) => {
    const client = await im.connect()
    await client.login({ sdkAppId: im.sdkAppId, userId: 'alice', userSig })
    return client
  }
  expect(await codeOf(login(old))).toBe(70052)
  im.clock.advance(2_000)
  const anew = await login(im.sign('alice'))
  expect((await anew.request('sync', {})).conversations).toEqual([])
  expect((await anew.request('history', { conversation: 'C2Cbob' })).messages).toEqual([])
  await anew.request('send', { to: 'bob', random: 2, clientTime: 1, body: text('after') })
  const { messages } = await anew.request('history', { conversation: 'C2Cbob' })
  expect(messages.map(({ body }) => body)).toEqual([text('after')])
})

it('[ACC9] who logs in, or is brought into a group, while the account is deleted, is gone as well', async () => {
  await using im = await testIm()
  const [, bob] = await Promise.all([im.enter('alice'), im.enter('bob')])
  const { groupId } = await bob.request('group.create', { type: 'Private', name: 'G' })
  const parts = im.server.im
  let late: typeof bob | undefined
  const meanwhile = async () => {
    im.clock.advance(2_000)
    late = await im.enter('alice')
    await bob.request('group.invite', { groupId, userIds: ['alice'] })
  }
  const endSessions = (sdkAppId: number, userId: string) => kickUser(parts.registry, sdkAppId, userId)
  const remembered = { calls: parts.webhooks.calls, traces: parts.journey.traces }
  await eraseAccount({ ...parts, ...remembered, globalMute: { set: meanwhile }, endSessions }, im.sdkAppId, 'alice')
  await late!.until(() => late!.closed !== undefined)
  const { members } = await bob.request('group.members', { groupId })
  expect(members.map(({ userId }) => userId)).toEqual(['bob'])
})
