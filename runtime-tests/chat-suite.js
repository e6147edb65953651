/** Two users talk: what the client must do on every runtime. Plain JavaScript on the built package. */

/** @returns what went wrong, and what was seen */
export async function runChat(SignetChat, { url, sdkAppId, alice, bob }) {
  const { createInstance, EVENT, TYPES, ChatError } = SignetChat
  const failures = []
  const expect = (what, is, should) => {
    if (JSON.stringify(is) !== JSON.stringify(should)) failures.push(`${what}: ${JSON.stringify(is)}`)
  }
  const enter = async (userID, userSig) => {
    const chat = createInstance({ SDKAppID: sdkAppId, proxyServer: url })
    const ready = new Promise((resolve) => chat.once(EVENT.SDK_READY, resolve))
    await chat.login({ userID, userSig })
    await ready
    return chat
  }
  const next = (chat, name, fits = () => true) =>
    new Promise((resolve) => {
      const off = chat.on(name, ({ data }) => {
        if (!fits(data)) return
        off()
        resolve(data)
      })
    })
  const [a, b] = [await enter('alice', alice), await enter('bob', bob)]
  const conversationType = TYPES.CONV_C2C

  const heard = next(b, EVENT.MESSAGE_RECEIVED)
  const sent = a.createTextMessage({ to: 'bob', conversationType, payload: { text: '你好 👋' } })
  const { data } = await a.sendMessage(sent)
  const [received] = await heard
  expect('text', received.payload.text, '你好 👋')
  expect('same instance', data.message === sent, true)
  expect('same ID', received.ID === sent.ID, true)

  const file = new Blob(['four'], { type: 'text/plain' })
  file.name = 'a.txt'
  const carried = next(b, EVENT.MESSAGE_RECEIVED)
  await a.sendMessage(a.createFileMessage({ to: 'bob', conversationType, payload: { file } }))
  const [withFile] = await carried
  expect('file', await (await fetch(withFile.payload.fileUrl)).text(), 'four')

  const revoked = next(b, EVENT.MESSAGE_REVOKED)
  await a.revokeMessage(sent)
  expect('revoked', (await revoked)[0] === received, true)
  const page = await b.getMessageList({ conversationID: 'C2Calice' })
  expect('history', page.data.messageList.length, 2)

  const refused = await a.getGroupProfile({ groupID: 'none' }).catch((error) => error)
  expect('error', [refused instanceof ChatError, refused.code], [true, 10010])
  await Promise.all([a.destroy(), b.destroy()])
  return { failures }
}
