import { WEBHOOK_COMMANDS, type WebhookCommand } from '@signet/protocol/webhooks'
import { type RawClient, type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HOOK_CONFIG, hear, OK, type Receiver, receiver } from './webhook-receiver.ts'

const COMMANDS = WEBHOOK_COMMANDS.filter((command) => command.startsWith('Group.') && !command.includes('SendMsg'))

let im: TestIm
let hook: Receiver
let alice: RawClient
let bob: RawClient
beforeAll(async () => {
  hook = await receiver()
  im = await testIm({ config: { webhooks: { ...HOOK_CONFIG, timeoutMs: 2_000 } } })
  await hear(im, hook, COMMANDS)
  alice = await im.enter('alice')
  bob = await im.enter('bob', { platform: 'Android' })
  for (const userId of ['carol', 'dave']) await im.server.im.accounts.import({ sdkAppId: im.sdkAppId, userId })
})
afterAll(async () => {
  await im.close()
  await hook[Symbol.asyncDispose]()
})
beforeEach(() => {
  hook.received.length = 0
  hook.answer = () => OK
})

const members = (...userIds: string[]) => userIds.map((Member_Account) => ({ Member_Account }))
const create = async (more: object = {}) =>
  (await alice.request('group.create', { type: 'Public', name: 'G', inviteOption: 'FreeAccess', ...more } as never))
    .groupId
/** The next webhook of a command, and what it says. */
async function told(command: WebhookCommand, n = 1): Promise<Readonly<Record<string, unknown>>> {
  await hook.until(() => hook.of(command).length >= n)
  return hook.of(command)[n - 1]!.body
}

describe('webhooks of groups', () => {
  it('[HOOK1] tell of a creation with its first members, who are told of by nothing else', async () => {
    const custom = [{ key: 'color', value: 'blue' }]
    const groupId = await create({
      members: [{ userId: 'bob' }, { userId: 'ghost' }],
      custom,
      joinOption: 'FreeAccess',
    })
    const asked = await told('Group.CallbackBeforeCreateGroup')
    expect(asked).toMatchObject({
      Operator_Account: 'alice',
      Owner_Account: 'alice',
      Type: 'Public',
      Name: 'G',
      CreateGroupNum: 0,
      MemberList: members('alice', 'bob'),
    })
    expect(await told('Group.CallbackAfterCreateGroup')).toEqual({
      CallbackCommand: 'Group.CallbackAfterCreateGroup',
      GroupId: groupId,
      Operator_Account: 'alice',
      Owner_Account: 'alice',
      Type: 'Public',
      Name: 'G',
      MemberList: members('alice', 'bob'),
      UserDefinedDataList: [{ Key: 'color', Value: 'blue' }],
      EventTime: expect.any(Number),
    })
    await bob.request('group.quit', { groupId })
    await told('Group.CallbackAfterMemberExit')
    expect(hook.of('Group.CallbackAfterNewMemberJoin')).toEqual([])
  })

  it('[HOOK6] tell what happens to a group in its order', async () => {
    const groupId = await create({ joinOption: 'FreeAccess' })
    await bob.request('group.join', { groupId })
    await alice.request('group.invite', { groupId, userIds: ['carol', 'dave'] })
    await alice.request('group.setRole', { groupId, userId: 'bob', role: 'Admin' })
    await alice.request('group.updateMember', { groupId, userId: 'carol', nameCard: 'C' })
    await alice.request('group.update', { groupId, name: 'New', notification: 'N' })
    await alice.request('group.kick', { groupId, userIds: ['carol'] })
    await alice.request('group.transfer', { groupId, to: 'bob' })
    await bob.request('group.dissolve', { groupId })
    await told('Group.CallbackAfterGroupDestroyed')
    const own = hook.received.filter(({ body }) => body['GroupId'] === groupId)
    const after = own.filter(({ command }) => command.includes('After'))
    const about = { GroupId: groupId, Type: 'Public' }
    const expected = [
      ['CreateGroup', {}],
      ['NewMemberJoin', { JoinType: 'Apply', Operator_Account: 'bob', NewMemberList: members('bob') }],
      ['NewMemberJoin', { JoinType: 'Invited', Operator_Account: 'alice', NewMemberList: members('carol', 'dave') }],
      ['MemberFieldChanged', { Modified_Account: 'bob', Role: 'Admin' }],
      ['MemberFieldChanged', { Modified_Account: 'carol', NameCard: 'C' }],
      ['GroupInfoChanged', { Operator_Account: 'alice', Name: 'New', Notification: 'N' }],
      ['MemberExit', { ExitType: 'Kicked', Operator_Account: 'alice', ExitMemberList: members('carol') }],
      ['ChangeGroupOwner', { OldOwner_Account: 'alice', NewOwner_Account: 'bob' }],
      ['GroupDestroyed', { Owner_Account: 'bob', Name: 'New', MemberList: members('alice', 'bob', 'dave') }],
    ] as const
    expect(after.map(({ command }) => command.slice('Group.CallbackAfter'.length))).toEqual(
      expected.map(([name]) => name),
    )
    for (const [i, [, body]] of expected.entries()) expect(after[i]!.body).toMatchObject({ ...about, ...body })
    expect(after[1]!.query.get('OptPlatform')).toBe('Android')
  })

  it('[HOOK1] tell what attributes became, and that a group is full', async () => {
    const groupId = await create({ maxMembers: 2, joinOption: 'FreeAccess' })
    await alice.request('group.setAttributes', { groupId, items: [{ key: 'k', value: 'v' }] })
    expect(await told('Group.CallbackAfterGroupAttrChanged')).toMatchObject({
      OptionType: 'set',
      GroupAttr: [{ key: 'k', value: 'v' }],
    })
    await bob.request('group.join', { groupId })
    expect(await told('Group.CallbackAfterGroupFull')).toMatchObject({ GroupId: groupId })
  })

  it.each([
    ['Group.CallbackBeforeCreateGroup', () => create()],
    ['Group.CallbackBeforeApplyJoinGroup', (groupId: string) => bob.request('group.join', { groupId })],
    [
      'Group.CallbackBeforeInviteJoinGroup',
      (groupId: string) => alice.request('group.invite', { groupId, userIds: ['bob', 'carol'] }),
    ],
  ] as const)('[HOOK2] %s refuses, with the code of the application, and nothing happens', async (command, act) => {
    const groupId = await create({ joinOption: 'FreeAccess' })
    await told('Group.CallbackAfterCreateGroup')
    hook.answer = (one) => (one.command === command ? { ...OK, ErrorCode: 1 } : OK)
    await expect(act(groupId)).rejects.toMatchObject({ code: 10016 })
    hook.answer = (one) => (one.command === command ? { ...OK, ErrorCode: 10111, ErrorInfo: 'not you' } : OK)
    await expect(act(groupId)).rejects.toMatchObject({ code: 10111, message: expect.stringContaining('not you') })
    const { groups } = await alice.request('group.info', { groupIds: [groupId] })
    expect(groups[0]!.group.memberCount).toBe(1)
    hook.answer = (one) => (one.command === command ? 500 : OK)
    await act(groupId)
  })

  it('[HOOK1] tell who comes into a live room and who drops out of it', async () => {
    const groupId = await create({ type: 'AVChatRoom', inviteOption: undefined })
    const carol = await im.enter('carol')
    await carol.request('group.join', { groupId })
    const online = await told('Group.CallbackOnMemberStateChange')
    expect(online).toMatchObject({
      GroupId: groupId,
      Type: 'AVChatRoom',
      EventType: 'Online',
      MemberList: members('carol'),
    })
    carol.socket.terminate()
    const offline = await told('Group.CallbackOnMemberStateChange', 2)
    expect(offline).toMatchObject({ EventType: 'Offline', MemberList: members('carol') })
  })

  it('[HOOK2] an invitation leaves out whom the application does not want', async () => {
    const groupId = await create()
    hook.answer = ({ command }) =>
      command === 'Group.CallbackBeforeInviteJoinGroup' ? { ...OK, RefusedMembers_Account: ['carol'] } : OK
    const { results } = (await alice.request('group.invite', { groupId, userIds: ['bob', 'carol'] })) as never as {
      results: object[]
    }
    expect(results).toEqual([
      { userId: 'bob', result: 1 },
      { userId: 'carol', result: 0 },
    ])
    expect((await told('Group.CallbackBeforeInviteJoinGroup'))['DestinationMembers']).toEqual(members('bob', 'carol'))
  })
})
