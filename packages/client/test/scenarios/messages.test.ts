import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chat, Message } from '../../src/index.ts'
import { arrived, EVENT, enter, type Heard, hear, say, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat
let received: Heard<readonly Message[]>

beforeAll(async () => {
  im = await testIm()
  const [first, second] = await enter(im, 'alice', 'bob')
  alice = first!
  bob = second!
  received = hear(bob, EVENT.MESSAGE_RECEIVED)
})
afterAll(() => im.close())

const toBob = { to: 'bob', conversationType: TYPES.CONV_C2C } as const

describe('making and sending', () => {
  test('every kind of element comes out as it went in', async () => {
    const merged = await say(alice, 'bob', 'to be merged')
    const messages = [
      alice.createCustomMessage({ ...toBob, payload: { data: '{"dice":6}', description: 'dice' } }),
      alice.createFaceMessage({ ...toBob, payload: { index: 3, data: 'tt03' } }),
      alice.createLocationMessage({ ...toBob, payload: { description: 'here', longitude: 113.9, latitude: 22.5 } }),
      alice.createMergerMessage({
        ...toBob,
        payload: { messageList: [merged as never], title: 'Lunch', abstractList: ['a: x'], compatibleText: 'update' },
      }),
    ]
    for (const message of messages) {
      await alice.sendMessage(message)
      const [other] = await received.until(([first]) => first?.ID === message.ID)
      expect(other).toMatchObject({ type: message.type, status: 'success', flow: 'in' })
      if (message.type !== TYPES.MSG_MERGER) expect(other!.payload).toEqual(message.payload)
    }
    const merger = bob.findMessage(messages[3]!.ID)
    expect(merger?.payload).toMatchObject({
      title: 'Lunch',
      downloadKey: '',
      messageList: [{ from: 'alice', messageBody: [{ type: TYPES.MSG_TEXT, payload: { text: 'to be merged' } }] }],
    })
  })

  test('a long merged message is fetched by its key', async () => {
    const long: Message[] = []
    for (let index = 0; index < 12; index++) long.push(await say(alice, 'bob', `${index} ${'x'.repeat(1_200)}`))
    const payload = { messageList: long as never[], title: 'Long', abstractList: [], compatibleText: '' }
    const message = alice.createMergerMessage({ ...toBob, payload })
    await alice.sendMessage(message)
    const [other] = await received.until(([first]) => first?.ID === message.ID)
    expect(other?.payload).toMatchObject({ downloadKey: expect.stringMatching(/./), messageList: [] })
    const { data } = await bob.downloadMergerMessage(other as never)
    expect(data.payload).toMatchObject({ downloadKey: '', messageList: { length: 12 } })
  })

  test('a forwarded message is a copy with an ID of its own', async () => {
    const original = await say(alice, 'bob', 'pass it on')
    const copy = bob.createForwardMessage({
      to: 'alice',
      conversationType: TYPES.CONV_C2C,
      payload: await arrived(received, 'pass it on'),
    })
    await bob.sendMessage(copy)
    expect(copy).toMatchObject({ type: TYPES.MSG_TEXT, payload: { text: 'pass it on' }, from: 'bob' })
    expect(copy.ID).not.toBe(original.ID)
    expect(() => bob.createForwardMessage({ ...toBob, payload: {} as never })).toThrow(
      expect.objectContaining({ code: 2453 }),
    )
  })

  test('what is for online users only is neither stored nor counted', async () => {
    const message = alice.createTextMessage({ ...toBob, payload: { text: 'typing' } })
    await alice.sendMessage(message, { onlineUserOnly: true })
    await arrived(received, 'typing')
    const { data } = await bob.getMessageList({ conversationID: 'C2Calice' })
    expect(data.messageList.map(({ ID }) => ID)).not.toContain(message.ID)
  })

  test('history is read from any time, in both directions', async () => {
    const { data: page } = await bob.getMessageList({ conversationID: 'C2Calice', count: 100 })
    const middle = page.messageList[Math.floor(page.messageList.length / 2)]!
    const place = { conversationID: 'C2Calice', time: middle.time, count: 100 }
    const [older, newer] = await Promise.all([
      bob.getMessageListHopping(place),
      bob.getMessageListHopping({ ...place, direction: 1 }),
    ])
    expect(older.data.messageList).toContain(middle)
    expect(newer.data.messageList).toContain(middle)
    expect(older.data.messageList[0]).toBe(page.messageList[0])
    expect(newer.data.messageList.at(-1)).toBe(page.messageList.at(-1))
    expect([older.data.isCompleted, newer.data.isCompleted]).toEqual([true, true])
  })
})

describe('pages by time', () => {
  test('leave nothing out, however much was said within a second', async () => {
    const carol = await im.login('carol')
    const ids: string[] = []
    for (let index = 0; index < 40; index++) ids.push((await say(alice, 'carol', String(index))).ID)
    const walk = async (time: number, direction: 0 | 1): Promise<string[]> => {
      const found: string[] = []
      for (let isCompleted = false; !isCompleted; ) {
        const { data } = await carol.getMessageListHopping({ conversationID: 'C2Calice', time, direction, count: 15 })
        const page = data.messageList.map(({ ID }) => ID)
        if (direction === 0) found.unshift(...page)
        else found.push(...page)
        time = data.nextMessageTime!
        isCompleted = data.isCompleted
      }
      return found
    }
    expect(await walk(carol.getServerTime() + 1, 0)).toEqual(ids)
    expect(await walk(0, 1)).toEqual(ids)
  })
})

describe('after sending', () => {
  test('a message that is taken back is revoked on both sides, and counts no more', async () => {
    const revoked = hear(bob, EVENT.MESSAGE_REVOKED)
    await bob.setMessageRead({ conversationID: 'C2Calice' })
    const message = await say(alice, 'bob', 'oops')
    await arrived(received, 'oops')
    const unread = async () => (await bob.getConversationProfile('C2Calice')).data.conversation
    expect((await unread()).unreadCount).toBe(1)
    const { data } = await alice.revokeMessage(message)
    expect(data.message).toBe(message)
    const [other] = await revoked.until()
    expect(other).toMatchObject({ ID: message.ID, isRevoked: true, revoker: 'alice', revokerInfo: { userID: 'alice' } })
    expect(await unread()).toMatchObject({ unreadCount: 0, lastMessage: { isRevoked: true } })
    await expect(alice.revokeMessage(message)).rejects.toMatchObject({ code: 20023 })
  })

  test('an edit reaches both sides, and who is late gets the newest with 2480', async () => {
    const modified = hear(bob, EVENT.MESSAGE_MODIFIED)
    const message = await say(alice, 'bob', 'draft')
    const other = await arrived(received, 'draft')
    message.payload = { text: 'final' }
    await alice.modifyMessage(message)
    expect((await modified.until())[0]).toBe(other)
    expect(other).toMatchObject({ isModified: true, payload: { text: 'final' }, version: 1 })
    other.version = 0
    other.payload = { text: 'too late' }
    await expect(bob.modifyMessage(other)).rejects.toMatchObject({ code: 2480, data: { message: other } })
  })

  test('reading tells the peer, and a receipt tells the sender', async () => {
    const readByPeer = hear(alice, EVENT.MESSAGE_READ_BY_PEER)
    const receipts = hear(alice, EVENT.MESSAGE_READ_RECEIPT_RECEIVED)
    const message = await say(alice, 'bob', 'read me', { needReadReceipt: true })
    const other = await arrived(received, 'read me')
    await bob.sendMessageReadReceipt([other])
    const [receipt] = await receipts.until()
    expect(receipt).toMatchObject({ messageID: message.ID, userID: 'bob', isPeerRead: true, readCount: 1 })
    const { data } = await alice.getMessageReadReceiptList([message])
    expect(data.messageList[0]?.readReceiptInfo).toMatchObject({ isPeerRead: true })
    await bob.setMessageRead({ conversationID: 'C2Calice' })
    const read = await readByPeer.until((messages) => messages.includes(message))
    expect(read.every(({ isPeerRead }) => isPeerRead)).toBe(true)
    const { data: line } = await alice.getConversationProfile('C2Cbob')
    expect(line.conversation.lastMessage.isPeerRead).toBe(true)
  })

  test('reactions are counted, named and taken back', async () => {
    const updated = hear(alice, EVENT.MESSAGE_REACTIONS_UPDATED)
    const message = await say(alice, 'bob', 'like me')
    const other = await arrived(received, 'like me')
    await bob.addMessageReaction(other, 'up')
    expect(await updated.until()).toMatchObject([
      { messageID: message.ID, reactionList: [{ reactionID: 'up', totalUserCount: 1, reactedByMyself: false }] },
    ])
    const { data } = await bob.getMessageReactions({ messageList: [other] })
    expect(data.resultList[0]?.reactionList).toMatchObject([
      { reactionID: 'up', reactedByMyself: true, partialUserList: [{ userID: 'bob' }] },
    ])
    const { data: users } = await alice.getAllUserListOfMessageReaction({ message, reactionID: 'up', nextSeq: 0 })
    expect(users).toMatchObject({ userList: [{ userID: 'bob' }], isCompleted: true })
    await bob.removeMessageReaction(other, 'up')
    await updated.until(([change]) => change?.reactionList[0]?.totalUserCount === 0)
    expect((await alice.getMessageReactions({ messageList: [message] })).data.resultList[0]?.reactionList).toEqual([])
  })

  test('extensions are set by both sides, and a key that somebody else has changed is not overwritten', async () => {
    const updated = hear(alice, EVENT.MESSAGE_EXTENSIONS_UPDATED)
    const deleted = hear(alice, EVENT.MESSAGE_EXTENSIONS_DELETED)
    const message = await say(alice, 'bob', 'vote', { isSupportExtension: true })
    const other = await arrived(received, 'vote')
    const { data } = await bob.setMessageExtensions(other, [{ key: 'bob', value: 'yes' }])
    expect(data.extensions).toEqual([{ code: 0, key: 'bob', value: 'yes' }])
    expect(await updated.until()).toEqual({ messageID: message.ID, extensions: [{ key: 'bob', value: 'yes' }] })
    expect((await alice.getMessageExtensions(message)).data.extensions).toEqual([{ key: 'bob', value: 'yes' }])
    await alice.setMessageExtensions(message, [{ key: 'bob', value: 'no' }])
    await bob.deleteMessageExtensions(other)
    expect(await deleted.until()).toEqual({ messageID: message.ID, keyList: ['bob'] })
    expect((await alice.getMessageExtensions(message)).data.extensions).toEqual([])
  })

  test('deleted messages go from the own view only', async () => {
    const message = await say(alice, 'bob', 'only for bob')
    await arrived(received, 'only for bob')
    await alice.deleteMessage([message])
    expect(message.isDeleted).toBe(true)
    const idsOf = async (chat: Chat, conversationID: string) =>
      (await chat.getMessageList({ conversationID })).data.messageList.map(({ ID }) => ID)
    expect(await idsOf(alice, 'C2Cbob')).not.toContain(message.ID)
    expect(await idsOf(bob, 'C2Calice')).toContain(message.ID)
    await expect(alice.deleteMessage([])).rejects.toMatchObject({ code: 2111 })
  })
})
