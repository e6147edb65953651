import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chat } from '../../src/index.ts'
import { arrived, EVENT, enter, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat
let carol: Chat

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob', 'carol')
  alice = users[0]!
  bob = users[1]!
  carol = users[2]!
})
afterAll(() => im.close())

const source = 'AddSource_Type_Web'

describe('profiles', () => {
  test('the own profile is changed, told to the other devices, and read by others', async () => {
    const phone = await im.login('alice')
    await phone.getMyProfile()
    const updated = hear(phone, EVENT.PROFILE_UPDATED)
    const { data } = await alice.updateMyProfile({ nick: 'Alice', gender: TYPES.GENDER_FEMALE, birthday: 20000101 })
    expect(data).toMatchObject({ userID: 'alice', nick: 'Alice', gender: 'Gender_Type_Female', birthday: 20000101 })
    expect((await updated.until())[0]).toMatchObject({ userID: 'alice', nick: 'Alice' })
    const { data: read } = await bob.getUserProfile({ userIDList: ['alice', 'nobody'] })
    expect(read).toMatchObject([{ userID: 'alice', nick: 'Alice' }])
    await expect(alice.updateMyProfile({})).rejects.toMatchObject({ code: 2722 })
    await expect(alice.updateMyProfile({ nick: 7 } as never)).rejects.toMatchObject({ code: 2721 })
  })

  test('a change of the own profile is told to who listens since after the login, and has read nothing', async () => {
    const late = await im.login('carol')
    const updated = hear(late, EVENT.PROFILE_UPDATED)
    await late.updateMyProfile({ nick: 'Caro' })
    expect((await updated.until())[0]).toMatchObject({ userID: 'carol', nick: 'Caro' })
    const other = await im.login('carol')
    const told = hear(other, EVENT.PROFILE_UPDATED)
    await late.updateMyProfile({ nick: 'Carola' })
    expect((await told.until())[0]).toMatchObject({ userID: 'carol', nick: 'Carola' })
    await other.getMyProfile()
    expect(told.all).toHaveLength(1)
  })

  test('messages and conversations bear the name of the sender', async () => {
    const received = hear(bob, EVENT.MESSAGE_RECEIVED)
    await say(alice, 'bob', 'who am I')
    const message = await arrived(received, 'who am I')
    await expect.poll(() => message.nick).toBe('Alice')
    const { data } = await bob.getConversationProfile('C2Calice')
    await expect.poll(() => data.conversation.userProfile?.nick).toBe('Alice')
  })

  test('who is blocked cannot write, until unblocked', async () => {
    const changed = hear(bob, EVENT.BLACKLIST_UPDATED)
    expect((await bob.addToBlacklist({ userIDList: ['carol'] })).data).toEqual(['carol'])
    await changed.until((list) => list.includes('carol'))
    await expect(say(carol, 'bob', 'hi')).rejects.toMatchObject({ code: 20007 })
    expect((await bob.removeFromBlacklist({ userIDList: ['carol'] })).data).toEqual([])
    expect((await bob.getBlacklist()).data).toEqual([])
    await expect(bob.addToBlacklist({ userIDList: ['bob'] })).rejects.toMatchObject({ code: 2742 })
  })
})

describe('friends', () => {
  test('an application is made, told, accepted; both have a friend', async () => {
    const asked = hear(bob, EVENT.FRIEND_APPLICATION_LIST_UPDATED)
    const befriended = hear(alice, EVENT.FRIEND_LIST_UPDATED)
    await bob.updateMyProfile({ allowType: TYPES.ALLOW_TYPE_NEED_CONFIRM })
    const { data } = await alice.addFriend({ to: 'bob', source, wording: 'me', type: TYPES.SNS_ADD_TYPE_BOTH })
    expect(data.code).toBe(30539)
    const { friendApplicationList } = await asked.until(({ unreadCount }) => unreadCount === 1)
    expect(friendApplicationList).toMatchObject([
      { userID: 'alice', nick: 'Alice', wording: 'me', type: TYPES.SNS_APPLICATION_SENT_TO_ME },
    ])
    await bob.setFriendApplicationRead()
    expect((await bob.getFriendApplicationList()).data.unreadCount).toBe(0)
    await bob.acceptFriendApplication({ userID: 'alice', type: TYPES.SNS_APPLICATION_AGREE_AND_ADD })
    await befriended.until((friends) => friends.some(({ userID }) => userID === 'bob'))
    expect((await bob.getFriendList()).data).toMatchObject([{ userID: 'alice', profile: { nick: 'Alice' } }])
    await expect(bob.acceptFriendApplication({ userID: 'x', type: TYPES.SNS_APPLICATION_AGREE })).rejects.toMatchObject(
      {
        code: 30614,
      },
    )
  })

  test('a remark stands with the friend and in the list of conversations', async () => {
    const { data } = await bob.updateFriend({ userID: 'alice', remark: 'Al' })
    expect(data).toMatchObject({ userID: 'alice', remark: 'Al' })
    const { data: found } = await bob.getFriendProfile({ userIDList: ['alice', 'carol'] })
    expect(found.friendList).toMatchObject([{ userID: 'alice', remark: 'Al' }])
    expect(found.failureUserIDList).toMatchObject([{ userID: 'carol' }])
    expect((await bob.getConversationProfile('C2Calice')).data.conversation.remark).toBe('Al')
  })

  test('groups of friends are made, filled, renamed and deleted', async () => {
    const changed = hear(bob, EVENT.FRIEND_GROUP_LIST_UPDATED)
    const { data } = await bob.createFriendGroup({ name: 'school', userIDList: ['alice', 'carol'] })
    expect(data.friendGroup).toMatchObject({ name: 'school', userIDList: ['alice'], count: 1 })
    expect(data.failureUserIDList).toMatchObject([{ userID: 'carol' }])
    await changed.until((groups) => groups.some(({ name }) => name === 'school'))
    await bob.removeFromFriendGroup({ name: 'school', userIDList: ['alice'] })
    await bob.addToFriendGroup({ name: 'school', userIDList: ['alice'] })
    await bob.renameFriendGroup({ oldName: 'school', newName: 'class' })
    expect((await bob.getFriendGroupList()).data).toMatchObject([{ name: 'class', userIDList: ['alice'] }])
    await bob.deleteFriendGroup({ name: 'class' })
    expect((await bob.getFriendGroupList()).data).toEqual([])
  })

  test('relations are checked, friends deleted, applications refused and deleted', async () => {
    const check = async () =>
      (await alice.checkFriend({ userIDList: ['bob'], type: TYPES.SNS_CHECK_TYPE_BOTH })).data.successUserIDList
    expect(await check()).toMatchObject([{ userID: 'bob', code: 0, relation: TYPES.SNS_TYPE_BOTH_WAY }])
    const { data } = await alice.deleteFriend({ userIDList: ['bob', 'carol'] })
    expect(data).toMatchObject({ successUserIDList: [{ userID: 'bob' }], failureUserIDList: [{ userID: 'carol' }] })
    expect(await check()).toMatchObject([{ relation: TYPES.SNS_TYPE_NO_RELATION }])
    await carol.addFriend({ to: 'bob', source })
    await bob.refuseFriendApplication({ userID: 'carol' })
    await carol.addFriend({ to: 'bob', source })
    await carol.deleteFriendApplication({ userID: 'bob', type: TYPES.SNS_APPLICATION_SENT_BY_ME })
    expect((await carol.getFriendApplicationList()).data.friendApplicationList).toEqual([])
  })
})

describe('following', () => {
  test('who follows whom is told, listed, counted and checked', async () => {
    const followed = hear(bob, EVENT.MY_FOLLOWERS_LIST_UPDATED)
    expect((await alice.followUser(['bob'])).data.successUserIDList).toEqual([{ userID: 'bob' }])
    await followed.until(({ userIDList }) => userIDList.includes('alice'))
    expect((await bob.getMyFollowersList()).data).toMatchObject({
      followersList: [{ userID: 'alice' }],
      nextCursor: '',
    })
    expect((await alice.getMyFollowingList()).data.followingList).toMatchObject([{ userID: 'bob' }])
    await bob.followUser(['alice'])
    expect((await alice.getMutualFollowersList()).data.mutualFollowersList).toMatchObject([{ userID: 'bob' }])
    const { data } = await alice.getUserFollowInfo(['bob'])
    expect(data).toEqual([{ userID: 'bob', followersCount: 1, followingCount: 1, mutualFollowersCount: 1 }])
    expect((await alice.checkFollowType(['bob', 'carol'])).data).toEqual([
      { userID: 'bob', followType: 3 },
      { userID: 'carol', followType: 0 },
    ])
    await alice.unfollowUser(['bob'])
    expect((await alice.getMyFollowingList()).data.followingList).toEqual([])
  })
})
