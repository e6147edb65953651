import { once } from 'node:events'
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Chat, createInstance, EVENT, type Message, TYPES } from '@signet/chat'
import { type TestIm, testIm } from '@signet/testkit'
import { describe, expect, it } from 'vitest'

const textTo = (chat: Chat, to: string, text: string) =>
  chat.createTextMessage({ to, conversationType: TYPES.CONV_C2C, payload: { text } })
const textOf = (message: Message): string => (message.type === TYPES.MSG_TEXT ? message.payload.text : message.type)

/** Everything that MESSAGE_RECEIVED gave, in order. */
function inbox(chat: Chat): Message[] {
  const messages: Message[] = []
  chat.on(EVENT.MESSAGE_RECEIVED, ({ data }) => void messages.push(...data))
  return messages
}
async function until(condition: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms
  while (!condition() && performance.now() < end) await sleep(5)
  expect(condition()).toBe(true)
}

/** A network that can be cut: forwards to the server until told to drop everything. */
async function network(im: TestIm) {
  const { port, hostname } = new URL(im.url)
  const sockets = new Set<Socket>()
  let up = true
  const server: Server = createServer((near) => {
    if (!up) return near.destroy()
    const far = dial(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      up = false
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      up = true
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

describe('the SDK on a real server', () => {
  it('sends and receives in both directions, with IDs that never change', async () => {
    await using im = await testIm()
    const [alice, bob] = await Promise.all([im.login('alice'), im.login('bob')])
    const hers = inbox(alice)
    const his = inbox(bob)
    const message = textTo(alice, 'bob', 'hello')
    const { ID } = message
    const sent = await alice.sendMessage(message)
    expect(sent.data.message).toBe(message)
    expect(message).toMatchObject({ ID, status: 'success', sequence: 1, flow: 'out', conversationID: 'C2Cbob' })
    await until(() => his.length === 1)
    expect(his[0]).toMatchObject({
      ID,
      from: 'alice',
      to: 'bob',
      flow: 'in',
      conversationID: 'C2Calice',
      payload: { text: 'hello' },
    })
    const custom = bob.createCustomMessage({
      to: 'alice',
      conversationType: TYPES.CONV_C2C,
      payload: { data: '{"dice":6}', description: 'dice', extension: 'x' },
    })
    await bob.sendMessage(custom)
    await until(() => hers.length === 1)
    expect(hers[0]).toMatchObject({
      type: TYPES.MSG_CUSTOM,
      payload: { data: '{"dice":6}', description: 'dice', extension: 'x' },
    })
  })

  it('tells the own other devices', async () => {
    await using im = await testIm()
    const [web, phone] = await Promise.all([im.login('alice'), im.login('alice')])
    await im.login('bob')
    const onPhone = inbox(phone!)
    await web!.sendMessage(textTo(web!, 'bob', 'from the web'))
    await until(() => onPhone.length === 1)
    expect(onPhone[0]).toMatchObject({ flow: 'out', conversationID: 'C2Cbob', payload: { text: 'from the web' } })
  })

  it('reads history backwards to its beginning, also when messages are large', async () => {
    await using im = await testIm()
    const [alice] = await Promise.all([im.login('alice'), im.login('bob')])
    for (let i = 0; i < 64; i++)
      await alice!.sendMessage(textTo(alice!, 'bob', `${i} ${'x'.repeat(i % 2 ? 11_000 : 10)}`))
    const bob = await im.login('bob')
    const pages: Message[][] = []
    let nextReqMessageID = ''
    for (;;) {
      const { data } = await bob.getMessageList({ conversationID: 'C2Calice', nextReqMessageID, count: 50 })
      pages.unshift(data.messageList)
      if (data.isCompleted) break
      nextReqMessageID = data.nextReqMessageID
    }
    expect(pages.flat().map((message) => Number.parseInt(textOf(message), 10))).toEqual(
      Array.from({ length: 64 }, (_, i) => i),
    )
  })

  it('lists the conversations of the user after the login', async () => {
    await using im = await testIm()
    const [alice] = await Promise.all([im.login('alice'), im.login('bob'), im.login('carol')])
    await alice!.sendMessage(textTo(alice!, 'bob', 'one'))
    await sleep(5)
    await alice!.sendMessage(textTo(alice!, 'carol', 'two'))
    const again = await im.login('alice')
    const { conversationList } = (await again.getConversationList()).data
    expect(conversationList.map((conversation) => conversation.conversationID)).toEqual(['C2Ccarol', 'C2Cbob'])
  })

  it('gets everything once and in order over a network that breaks again and again', async () => {
    await using im = await testIm()
    await using wire = await network(im)
    const bob = createInstance({ SDKAppID: im.sdkAppId, proxyServer: wire.url })
    bob.setLogLevel(4)
    const his = inbox(bob)
    let readies = 0
    bob.on(EVENT.SDK_READY, () => void readies++)
    await bob.login({ userID: 'bob', userSig: im.sign('bob') })
    await until(() => bob.isReady())
    const alice = await im.login('alice')
    const hers = inbox(alice)
    const total = 300
    let sent = 0
    const breaking = (async () => {
      for (let i = 0; i < 6; i++) {
        await sleep(120)
        wire.cut()
        await sleep(60)
        wire.mend()
      }
    })()
    const replies: Promise<unknown>[] = []
    while (sent < total) {
      await alice.sendMessage(textTo(alice, 'bob', `a${sent}`))
      if (sent % 10 === 0) replies.push(bob.sendMessage(textTo(bob, 'alice', `b${sent / 10}`)))
      sent++
      await sleep(3)
    }
    await breaking
    await Promise.all(replies)
    await until(() => his.length === total && hers.length === 30, 20_000)
    expect(his.map(textOf)).toEqual(Array.from({ length: total }, (_, i) => `a${i}`))
    expect(hers.map(textOf).sort()).toEqual(Array.from({ length: 30 }, (_, i) => `b${i}`).sort())
    expect(readies).toBe(1)
    await bob.destroy()
  }, 60_000)

  it('is kicked with a reason, and does not come back by itself', async () => {
    await using im = await testIm({ loginPolicy: 'single' })
    const first = await im.login('alice')
    const events: string[] = []
    first.on(EVENT.KICKED_OUT, ({ data }) => void events.push(data.type))
    first.on(EVENT.SDK_NOT_READY, () => void events.push('not ready'))
    await im.login('alice')
    await until(() => events.length === 2)
    expect(events).toEqual([TYPES.KICKED_OUT_MULT_ACCOUNT, 'not ready'])
    expect(first.isReady()).toBe(false)
    await expect(first.getConversationList()).rejects.toMatchObject({ code: 3003 })
  })

  it('renews its ticket when the app says how, without a kick', async () => {
    await using im = await testIm()
    const asked: string[] = []
    const chat = createInstance({
      SDKAppID: im.sdkAppId,
      proxyServer: im.url,
      getUserSig: ({ userID, reason }) => {
        asked.push(reason)
        return im.sign(userID)
      },
    })
    chat.setLogLevel(4)
    const kicked: unknown[] = []
    chat.on(EVENT.KICKED_OUT, (event) => void kicked.push(event))
    await chat.login({ userID: 'alice', userSig: im.sign('alice', { expire: 30 }) })
    await until(() => chat.isReady())
    im.clock.advance(31_000)
    await until(() => asked.length > 0)
    await im.login('bob')
    await until(() => chat.getLoginUser() === 'alice' && chat.isReady())
    await chat.sendMessage(textTo(chat, 'bob', 'still here'))
    expect(kicked).toEqual([])
    await chat.destroy()
  })

  it('says what the server says when a ticket is refused', async () => {
    await using im = await testIm()
    const chat = createInstance({ SDKAppID: im.sdkAppId, proxyServer: im.url })
    chat.setLogLevel(4)
    await expect(chat.login({ userID: 'alice', userSig: im.sign('bob') })).rejects.toMatchObject({ code: 70013 })
    await chat.destroy()
  })
})
