import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chat, Message } from '../../src/index.ts'
import { enter, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob', 'carol')
  alice = users[0]!
  bob = users[1]!
  const carol = users[2]!
  await bob.updateMyProfile({ nick: 'Robert', gender: TYPES.GENDER_MALE, birthday: 19900101 })
  await alice.createGroup({
    groupID: 'g-team',
    name: 'The Team',
    type: TYPES.GRP_WORK,
    memberList: [{ userID: 'bob' }],
  })
  await bob.setGroupMemberNameCard({ groupID: 'g-team', nameCard: 'Bobby (ops)' })
  for (let n = 1; n <= 230; n++) await say(bob, 'alice', n % 50 === 0 ? `Lunch ${n}?` : `word ${n}`)
  await say(alice, 'bob', 'lunch it is')
  await say(carol, 'alice', 'no lunch today')
  await say(bob, 'g-team', 'team lunch')
})
afterAll(() => im.close())

const texts = (messages: readonly Message[]) =>
  messages.map((message) => (message.type === TYPES.MSG_TEXT ? message.payload.text : message.type))

describe('messages', () => {
  test('are found in one conversation, newest first and page by page, whatever their case', async () => {
    const found: string[] = []
    let cursor = ''
    let pages = 0
    do {
      const { data } = await alice.searchCloudMessages({
        keywordList: ['LUNCH'],
        conversationID: 'C2Cbob',
        count: 2,
        cursor,
      })
      expect(data.totalCount).toBe(data.searchResultList[0]?.messageCount ?? 0)
      found.push(...data.searchResultList.flatMap(({ messageList }) => texts(messageList)))
      cursor = data.cursor
    } while (cursor !== '' && pages++ < 10)
    expect(found).toEqual(['lunch it is', 'Lunch 200?', 'Lunch 150?', 'Lunch 100?', 'Lunch 50?'])
  })

  test('are found by sender, type and time, and are the instances that the app knows', async () => {
    const conversationID = 'C2Cbob'
    const { data } = await alice.searchCloudMessages({ senderUserIDList: ['alice'], conversationID })
    const [only] = data.searchResultList[0]?.messageList ?? []
    expect(texts([only!])).toEqual(['lunch it is'])
    expect(alice.findMessage(only!.ID)).toBe(only)
    const images = await alice.searchCloudMessages({ messageTypeList: [TYPES.MSG_IMAGE], conversationID })
    expect(images.data).toEqual({ totalCount: 0, cursor: '', searchResultList: [] })
    const past = { timePosition: only!.time - 3600, timePeriod: 60 }
    const before = await alice.searchCloudMessages({ keywordList: ['lunch'], conversationID, ...past })
    expect(before.data.searchResultList).toEqual([])
  })

  test('over all conversations are counted, and shown where there is one', async () => {
    const { data } = await alice.searchCloudMessages({ keywordList: ['lunch', 'today'], keywordListMatchType: 'and' })
    expect(data.searchResultList.map(({ conversationID, messageCount }) => [conversationID, messageCount])).toEqual([
      ['C2Ccarol', 1],
    ])
    expect(texts(data.searchResultList[0]!.messageList)).toEqual(['no lunch today'])
    const { data: all } = await alice.searchCloudMessages({ keywordList: ['lunch'] })
    const lines = new Map(all.searchResultList.map((line) => [line.conversationID, line]))
    expect(lines.get('GROUPg-team')?.messageCount).toBe(1)
    expect(lines.get('C2Cbob')?.messageCount).toBeGreaterThan(1)
    expect(lines.get('C2Cbob')?.messageList).toEqual([])
    expect(all.cursor).toBe('')
  })

  test('that nobody describes are not looked for', async () => {
    await expect(alice.searchCloudMessages({})).rejects.toMatchObject({ code: 2905 })
    const wrong = { keywordList: ['x'], conversationID: 'bob' }
    await expect(alice.searchCloudMessages(wrong)).rejects.toMatchObject({ code: 2503 })
  })
})

describe('people and groups', () => {
  const names = async (search: object) => (await alice.searchCloudUsers(search)).data.searchResultList

  test('users are found by nick among those one talks with, and by their exact UserID', async () => {
    expect((await names({ keywordList: ['rob'] })).map(({ userID }) => userID)).toEqual(['bob'])
    expect((await names({ keywordList: ['rob'], userGenderType: TYPES.GENDER_FEMALE })).length).toBe(0)
    expect((await names({ keywordList: ['rob'], maxBirthday: 19891231 })).length).toBe(0)
    await im.login('dora')
    expect((await names({ keywordList: ['dor'] })).length).toBe(0)
    expect((await names({ keywordList: ['dora'] })).map(({ userID }) => userID)).toEqual(['dora'])
  })

  test('groups are found by name, and a Work group of others by nothing', async () => {
    const ids = async (chat: Chat, keyword: string) =>
      (await chat.searchCloudGroups({ keywordList: [keyword] })).data.searchResultList.map(({ groupID }) => groupID)
    expect(await ids(alice, 'team')).toEqual(['g-team'])
    expect(await ids(await im.login('erin'), 'g-team')).toEqual([])
  })

  test('members are found by nick and by their name in the group', async () => {
    for (const keyword of ['bobby', 'robert', 'bob']) {
      const { data } = await alice.searchCloudGroupMembers({ keywordList: [keyword] })
      expect(data.totalCount).toBe(1)
      expect(data.searchResultList[0]).toMatchObject({ groupID: 'g-team', memberList: [{ userID: 'bob' }] })
    }
    const elsewhere = await alice.searchCloudGroupMembers({ keywordList: ['bob'], groupIDList: ['other'] })
    expect(elsewhere.data.searchResultList).toEqual([])
  })
})
