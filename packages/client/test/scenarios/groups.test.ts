import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Chat, EXTRA_EVENT, type Message } from '../../src/index.ts'
import { arrived, EVENT, enter, type Heard, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat
let carol: Chat
let heardByBob: Heard<readonly Message[]>

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob', 'carol')
  alice = users[0]!
  bob = users[1]!
  carol = users[2]!
  heardByBob = hear(bob, EVENT.MESSAGE_RECEIVED)
  await alice.createGroup({ groupID: 'g-team', name: 'Team', type: TYPES.GRP_PUBLIC, memberList: [{ userID: 'bob' }] })
})
afterAll(() => im.close())

const tip = (operationType: number) => (messages: readonly Message[]) =>
  messages.some(
    ({ type, payload }) =>
      type === TYPES.MSG_GRP_TIP && 'operationType' in payload && payload.operationType === operationType,
  )
const notice = (operationType: number) => (messages: readonly Message[]) =>
  messages.some(
    (message) => message.type === TYPES.MSG_GRP_SYS_NOTICE && message.payload.operationType === operationType,
  )

describe('groups', () => {
  test('a group is made with members, who are told', async () => {
    const lists = hear(bob, EVENT.GROUP_LIST_UPDATED)
    const { data } = await alice.createGroup({
      groupID: 'g-new',
      name: 'New',
      type: TYPES.GRP_WORK,
      memberList: [{ userID: 'bob' }],
      groupCustomField: [],
    })
    expect(data.group).toMatchObject({ groupID: 'g-new', type: TYPES.GRP_WORK, ownerID: 'alice', memberCount: 2 })
    expect(data.group.selfInfo).toMatchObject({ userID: 'alice', role: TYPES.GRP_MBR_ROLE_OWNER })
    await lists.until((groups) => groups.some(({ groupID }) => groupID === 'g-new'))
    await heardByBob.until(notice(7))
    expect((await bob.getGroupList()).data.groupList.map(({ groupID }) => groupID).sort()).toEqual(['g-new', 'g-team'])
    await expect(alice.dismissGroup('g-new')).rejects.toMatchObject({ code: 2622 })
    await bob.quitGroup('g-new')
    expect((await bob.getGroupList()).data.groupList.map(({ groupID }) => groupID)).toEqual(['g-team'])
  })

  test('a group is made with up to 500 members, and as many are brought in', async () => {
    const crowd = Array.from({ length: 420 }, (_, index) => `crowd-${index}`)
    await im.server.im.accounts.importMany(
      im.sdkAppId,
      crowd.map((userId) => ({ userId })),
    )
    const memberList = crowd.slice(0, 120).map((userID) => ({ userID }))
    const { data } = await alice.createGroup({ name: 'Crowd', type: TYPES.GRP_COMMUNITY, memberList })
    expect(data).toMatchObject({ group: { memberCount: 121 }, overLimitUserIDList: [] })
    const { groupID } = data.group
    const { data: added } = await alice.addGroupMember({ groupID, userIDList: crowd.slice(20) })
    expect(added.successUserIDList).toHaveLength(300)
    expect(added.existedUserIDList).toHaveLength(100)
    expect(added.group.memberCount).toBe(421)
  })

  test('its profile is changed, and members read a tip about it', async () => {
    const { data } = await alice.updateGroupProfile({ groupID: 'g-team', name: 'The team', introduction: 'Hello' })
    expect(data.group).toMatchObject({ name: 'The team', introduction: 'Hello' })
    const [message] = await heardByBob.until(tip(TYPES.GRP_TIP_GRP_PROFILE_UPDATED))
    expect(message).toMatchObject({
      conversationID: 'GROUPg-team',
      payload: { operatorID: 'alice', newGroupProfile: { groupName: 'The team', introduction: 'Hello' } },
    })
    expect((await bob.getGroupProfile({ groupID: 'g-team' })).data.group.name).toBe('The team')
    await expect(bob.getGroupProfile({ groupID: 'g-none' })).rejects.toMatchObject({ code: 10010 })
  })

  test('somebody applies, is refused, applies again, comes in', async () => {
    const notices = hear(alice, EVENT.MESSAGE_RECEIVED)
    const answers = hear(carol, EVENT.MESSAGE_RECEIVED)
    const join = () => carol.joinGroup({ groupID: 'g-team', applyMessage: 'me too' })
    expect((await join()).data.status).toBe(TYPES.JOIN_STATUS_WAIT_APPROVAL)
    const [asked] = await notices.until(notice(1))
    expect(asked?.payload).toMatchObject({ operatorID: 'carol', groupProfile: { groupID: 'g-team' } })
    await alice.handleGroupApplication({ handleAction: 'Reject', message: asked as Message })
    await answers.until(notice(3))
    await join()
    const { data } = await alice.getGroupApplicationList()
    expect(data.applicationList).toMatchObject([{ applicant: 'carol', groupID: 'g-team', note: 'me too' }])
    await alice.handleGroupApplication({ handleAction: 'Agree', application: data.applicationList[0]! })
    await answers.until(notice(2))
    const { data: seen } = await carol.searchGroupByID('g-team')
    expect(seen.group).toMatchObject({ isJoinedGroup: true, memberCount: 3 })
    expect((await join()).data.status).toBe(TYPES.JOIN_STATUS_ALREADY_IN_GROUP)
  })

  test('members are listed in pages and by name', async () => {
    const ids: string[] = []
    let offset: number | string = 0
    do {
      const { data } = await bob.getGroupMemberList({ groupID: 'g-team', count: 2, offset })
      ids.push(...data.memberList.map(({ userID }) => userID))
      offset = data.offset
    } while (offset !== 0)
    expect(ids).toEqual(['alice', 'bob', 'carol'])
    const { data: last } = await carol.getGroupMemberList({ groupID: 'g-team', count: 2, offset: 2 })
    expect(last).toMatchObject({ memberList: [{ userID: 'carol' }], offset: 0 })
    const { data } = await bob.getGroupMemberProfile({ groupID: 'g-team', userIDList: ['alice', 'nobody'] })
    expect(data.memberList).toMatchObject([{ userID: 'alice', role: 'Owner' }])
  })

  test('roles, mutes, name cards and custom fields change, and rules of the own role hold', async () => {
    const groupID = 'g-team'
    const admin = TYPES.GRP_MBR_ROLE_ADMIN
    expect((await alice.setGroupMemberRole({ groupID, userID: 'bob', role: admin })).data.member.role).toBe(admin)
    await heardByBob.until(notice(9))
    await alice.setGroupMemberMuteTime({ groupID, userID: 'carol', muteTime: 60 })
    await expect(say(carol, groupID, 'mmh')).rejects.toMatchObject({ code: 10017 })
    const { data } = await alice.setGroupMemberMuteTime({ groupID, userID: 'carol', muteTime: 0 })
    expect(data.member.muteUntil).toBe(0)
    expect((await carol.setGroupMemberNameCard({ groupID, nameCard: 'CC' })).data.member.nameCard).toBe('CC')
    await expect(alice.setGroupMemberRole({ groupID, userID: 'alice', role: admin })).rejects.toMatchObject({
      code: 2684,
    })
    await expect(alice.setGroupMemberMuteTime({ groupID, userID: 'alice', muteTime: 1 })).rejects.toMatchObject({
      code: 2685,
    })
    await expect(alice.setGroupMemberRole({ groupID, userID: 'bob', role: 'Owner' })).rejects.toMatchObject({
      code: 2683,
    })
  })

  test('members are brought in and taken out, ownership changes hands, the group ends', async () => {
    const groupID = 'g-hands'
    await alice.createGroup({ groupID, name: 'Hands', type: TYPES.GRP_MEETING, memberList: [{ userID: 'bob' }] })
    const { data } = await alice.deleteGroupMember({ groupID, userIDList: ['bob'] })
    expect(data).toMatchObject({ userIDList: ['bob'], group: { memberCount: 1 } })
    await heardByBob.until(notice(4))
    await bob.joinGroup({ groupID })
    await expect(alice.changeGroupOwner({ groupID, newOwnerID: 'alice' })).rejects.toMatchObject({ code: 2621 })
    expect((await alice.changeGroupOwner({ groupID, newOwnerID: 'bob' })).data.group.ownerID).toBe('bob')
    await expect(bob.quitGroup(groupID)).rejects.toMatchObject({ code: 10009 })
    await bob.dismissGroup(groupID)
    await expect(alice.getGroupProfile({ groupID })).rejects.toMatchObject({ code: 10010 })
    const { data: added } = await alice.addGroupMember({ groupID: 'g-new', userIDList: ['carol', 'alice'] })
    expect(added).toMatchObject({ successUserIDList: ['carol'], existedUserIDList: ['alice'] })
  })

  test('attributes and counters are kept, told, and guarded against who is late', async () => {
    const groupID = 'g-team'
    const attributes = hear(bob, EVENT.GROUP_ATTRIBUTES_UPDATED)
    const counters = hear(bob, EVENT.GROUP_COUNTER_UPDATED)
    await alice.initGroupAttributes({ groupID, groupAttributes: { topic: 'cats', mood: 'good' } })
    expect(await attributes.until()).toEqual({ groupID, groupAttributes: { topic: 'cats', mood: 'good' } })
    expect((await bob.getGroupAttributes({ groupID, keyList: ['mood'] })).data.groupAttributes).toEqual({
      mood: 'good',
    })
    await carol.getGroupAttributes({ groupID, keyList: [] })
    await alice.setGroupAttributes({ groupID, groupAttributes: { topic: 'dogs' } })
    const late = carol.setGroupAttributes({ groupID, groupAttributes: { topic: 'fish' } })
    await expect(late).rejects.toMatchObject({ code: 10056 })
    expect((await alice.deleteGroupAttributes({ groupID, keyList: [] })).data.keyList.sort()).toEqual(['mood', 'topic'])
    await alice.setGroupCounters({ groupID, counters: { likes: 5 } })
    expect((await bob.increaseGroupCounter({ groupID, key: 'likes', value: 2 })).data.value).toBe(7)
    expect((await bob.decreaseGroupCounter({ groupID, key: 'likes', value: 1 })).data.value).toBe(6)
    expect((await bob.getGroupCounters({ groupID })).data.counters).toEqual({ likes: 6 })
    await counters.until(({ key, value }) => key === 'likes' && value === 6)
    expect(counters.all.map(({ value }) => value)).toEqual([5, 7, 6])
  })
})

describe('messages in groups', () => {
  test('everybody hears a message, who is named is told so, and who is not meant does not see it', async () => {
    const heardByCarol = hear(carol, EVENT.MESSAGE_RECEIVED)
    const toTeam = { to: 'g-team', conversationType: TYPES.CONV_GROUP } as const
    await bob.setMessageRead({ conversationID: 'GROUPg-team' })
    const payload = { text: 'lunch @bob', atUserList: ['bob', TYPES.MSG_AT_ALL] }
    await alice.sendMessage(alice.createTextAtMessage({ ...toTeam, payload }))
    const message = await arrived(heardByBob, 'lunch @bob')
    expect(message).toMatchObject({ to: 'g-team', conversationID: 'GROUPg-team', atUserList: payload.atUserList })
    const { data } = await bob.getConversationProfile('GROUPg-team')
    expect(data.conversation).toMatchObject({
      subType: TYPES.GRP_PUBLIC,
      unreadCount: 1,
      groupAtInfoList: [{ from: 'alice', groupID: 'g-team', atTypeArray: [TYPES.CONV_AT_ALL_AT_ME] }],
    })
    await alice.sendMessage(alice.createTextMessage({ ...toTeam, payload: { text: 'psst' }, receiverList: ['bob'] }))
    await arrived(heardByBob, 'psst')
    await say(alice, 'g-team', 'all again')
    await arrived(heardByCarol, 'all again')
    const texts = heardByCarol.all.flat().map(({ payload: seen }) => ('text' in seen ? seen.text : ''))
    expect(texts).not.toContain('psst')
  })

  test('receipts are counted, and who has read is listed', async () => {
    const receipts = hear(alice, EVENT.MESSAGE_READ_RECEIPT_RECEIVED)
    const message = await say(alice, 'g-team', 'please read', { needReadReceipt: true })
    await bob.sendMessageReadReceipt([await arrived(heardByBob, 'please read')])
    expect(await receipts.until()).toMatchObject([
      { messageID: message.ID, groupID: 'g-team', readCount: 1, unreadCount: 1 },
    ])
    const counted = hear(alice, EXTRA_EVENT.RECEIPTS_COUNTED)
    const { data } = await alice.getMessageReadReceiptList([message])
    expect(data.messageList[0]?.readReceiptInfo).toEqual({ readCount: 1, unreadCount: 1 })
    expect(counted.all).toEqual([])
    message.readReceiptInfo = {}
    await alice.getMessageReadReceiptList([message])
    expect(counted.all).toEqual([[message]])
    const members = async (filter: 0 | 1) => (await alice.getGroupMessageReadMemberList({ message, filter })).data
    expect(await members(0)).toMatchObject({ readUserIDList: ['bob'], isCompleted: true })
    expect(await members(1)).toMatchObject({ unreadUserIDList: ['carol'], isCompleted: true })
  })

  test('messages are pinned for everybody', async () => {
    const pins = hear(bob, EVENT.PINNED_GROUP_MESSAGE_UPDATED)
    const message = await say(alice, 'g-team', 'read this first')
    const other = await arrived(heardByBob, 'read this first')
    await alice.pinGroupMessage({ groupID: 'g-team', message, isPinned: true })
    expect(await pins.until()).toMatchObject({ groupID: 'g-team', message: other, isPinned: true })
    expect((await bob.getPinnedGroupMessageList('g-team')).data.messageList).toEqual([other])
    await alice.pinGroupMessage({ groupID: 'g-team', message, isPinned: false })
    expect((await bob.getPinnedGroupMessageList('g-team')).data.messageList).toEqual([])
  })

  test('history is read by sequence', async () => {
    const { data } = await bob.getMessageList({ conversationID: 'GROUPg-team', count: 100 })
    const middle = data.messageList[2]!
    const older = await bob.getMessageListHopping({ conversationID: 'GROUPg-team', sequence: middle.sequence })
    expect(older.data.messageList.at(-1)).toBe(middle)
    const newer = await bob.getMessageListHopping({
      conversationID: 'GROUPg-team',
      sequence: middle.sequence,
      direction: 1,
      count: 2,
    })
    expect(newer.data.messageList).toEqual([middle, data.messageList[3]])
    expect(newer.data).toMatchObject({ isCompleted: false, nextMessageSeq: newer.data.messageList[1]!.sequence + 1 })
  })
})

test('[SDK6] who joins a group late is told of what is said from then on; what was said before is history', async () => {
  const late = await im.login('late')
  const heard = hear(late, EVENT.MESSAGE_RECEIVED)
  const words = () =>
    heard.all
      .flat()
      .flatMap(({ conversationID, payload }) =>
        conversationID === 'GROUPg-old' && 'text' in payload ? payload.text : [],
      )
  await alice.createGroup({ groupID: 'g-old', name: 'Old', type: TYPES.GRP_MEETING })
  for (let n = 0; n < 20; n++) await say(alice, 'g-old', `old ${n}`)
  await late.joinGroup({ groupID: 'g-old', type: TYPES.GRP_MEETING })
  await say(alice, 'g-old', 'new')
  await expect.poll(words).toEqual(['new'])
  const { data } = await late.getConversationProfile('GROUPg-old')
  expect(data.conversation.unreadCount).toBe(0)
  const page = await late.getMessageList({ conversationID: 'GROUPg-old' })
  const texts = page.data.messageList.flatMap(({ payload }) => ('text' in payload ? payload.text : []))
  expect([texts.length, texts.at(-1), texts.at(-2)]).toEqual([15, 'new', 'old 19'])
  await say(late, 'g-old', 'mine')
  await say(alice, 'g-old', 'newer')
  await expect.poll(words).toEqual(['new', 'newer'])
  // In a meeting nothing is unread, however it came in.
  expect(data.conversation.unreadCount).toBe(0)
})
