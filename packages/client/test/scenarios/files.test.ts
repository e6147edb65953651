import { type TestIm, testIm } from '@signet/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Chat, Message } from '../../src/index.ts'
import { EVENT, enter, type Heard, hear, TYPES } from './lab.ts'

let im: TestIm
let alice: Chat
let bob: Chat
let received: Heard<readonly Message[]>

beforeAll(async () => {
  im = await testIm()
  const users = await enter(im, 'alice', 'bob')
  alice = users[0]!
  bob = users[1]!
  received = hear(bob, EVENT.MESSAGE_RECEIVED)
})
afterAll(() => im.close())

const toBob = { to: 'bob', conversationType: TYPES.CONV_C2C } as const
/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
/** How a thumbnail begins. */
const WEBP = /^UklGR/
const pixel = () => new File([Buffer.from(PIXEL, 'base64')], 'pixel.png', { type: 'image/png' })
const bytesAt = async (url: string): Promise<string> => {
  const answer = await fetch(url)
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer()).toString('base64')
}
const seen = async ({ ID }: Message): Promise<Message> => {
  const [message] = await received.until(([first]) => first?.ID === ID)
  return message!
}

test('an image is uploaded with progress, and the other side reads all its sizes', async () => {
  const shares: number[] = []
  const message = alice.createImageMessage({
    ...toBob,
    payload: { file: pixel() },
    onProgress: (share) => void shares.push(share),
  })
  expect(message).toMatchObject({ status: 'unSend', payload: { imageInfoArray: { length: 3 } } })
  await alice.sendMessage(message)
  expect(shares.at(-1)).toBe(1)
  const other = await seen(message)
  if (other.type !== TYPES.MSG_IMAGE) throw new Error('no image')
  expect(other.payload).toMatchObject({ uuid: message.payload.uuid, imageFormat: 3 })
  expect(other.payload.imageInfoArray.map(({ type, width, height }) => [type, width, height])).toEqual([
    [1, 1, 1],
    [2, 1, 1],
    [3, 1, 1],
  ])
  expect(await bytesAt(other.payload.imageInfoArray[0]!.url)).toBe(PIXEL)
  expect(await bytesAt(message.payload.imageInfoArray[2]!.imageUrl)).toMatch(WEBP)
})

test('sounds, videos and files arrive with what they are', async () => {
  const sound = Object.assign(new File(['la la'], 'la.mp3', { type: 'audio/mpeg' }), { duration: 4_000 })
  const messages = [
    alice.createAudioMessage({ ...toBob, payload: { file: sound } }),
    alice.createVideoMessage({ ...toBob, payload: { file: new File(['moving'], 'a.mp4', { type: 'video/mp4' }) } }),
    alice.createFileMessage({ ...toBob, payload: { file: { files: [new File(['text'], 'notes.txt')] } } }),
  ]
  for (const message of messages) await alice.sendMessage(message)
  const [audio, video, file] = await Promise.all(messages.map(seen))
  expect(audio!.payload).toMatchObject({ size: 5, second: 4, url: expect.stringMatching(/^http/) })
  expect(video!.payload).toMatchObject({ videoSize: 6, videoFormat: 'mp4', videoUrl: expect.stringMatching(/^http/) })
  expect(file!.payload).toMatchObject({ fileName: 'notes.txt', fileSize: 4 })
  if (file!.type !== TYPES.MSG_FILE) throw new Error('no file')
  expect(Buffer.from(await bytesAt(file!.payload.fileUrl), 'base64').toString()).toBe('text')
})

test('what was received before is readable from history, by a device that logs in later', async () => {
  const tablet = await im.login('bob')
  const { data } = await tablet.getMessageList({ conversationID: 'C2Calice' })
  const image = data.messageList.find(({ type }) => type === TYPES.MSG_IMAGE)
  if (image?.type !== TYPES.MSG_IMAGE) throw new Error('no image')
  expect(await bytesAt(image.payload.imageInfoArray[2]!.url)).toMatch(WEBP)
})

test('a message that follows an image does not overtake it', async () => {
  const image = alice.createImageMessage({ ...toBob, payload: { file: pixel() } })
  const text = alice.createTextMessage({ ...toBob, payload: { text: 'did you see it?' } })
  await alice.sendMessage(image)
  await alice.sendMessage(text)
  await seen(text)
  const ids = received.all.flat().map(({ ID }) => ID)
  expect(ids.indexOf(image.ID)).toBeLessThan(ids.indexOf(text.ID))
})

test('a forwarded image is the same file, for somebody else', async () => {
  const { data } = await bob.getMessageList({ conversationID: 'C2Calice' })
  const image = data.messageList.find(({ type }) => type === TYPES.MSG_IMAGE)
  const carol = await im.login('carol')
  const heard = hear(carol, EVENT.MESSAGE_RECEIVED)
  const copy = bob.createForwardMessage({
    to: 'carol',
    conversationType: TYPES.CONV_C2C,
    payload: image as never,
  }) as Message
  await bob.sendMessage(copy)
  const [other] = await heard.until()
  if (other?.type !== TYPES.MSG_IMAGE) throw new Error('no image')
  expect(await bytesAt(other.payload.imageInfoArray[0]!.url)).toBe(PIXEL)
})

test.each([
  ['createImageMessage', undefined, 2251],
  ['createImageMessage', new File(['x'], 'x.exe'), 2252],
  ['createVideoMessage', new File(['x'], 'x.txt'), 2352],
  ['createFileMessage', { files: [] }, 2401],
  ['createFileMessage', new File([], 'empty.txt'), 2108],
] as const)('%s refuses %s with %i', (method, file, code) => {
  const create = () => alice[method]({ ...toBob, payload: { file: file as never } })
  expect(create).toThrow(expect.objectContaining({ code }))
})

test('an upload is cancelled by cancelSend, or by the signal of the call; the message can be sent again', async () => {
  const big = () => new File([new Uint8Array(200_000)], 'big.bin')
  const [one, two] = [0, 1].map(() => alice.createFileMessage({ ...toBob, payload: { file: big() } }))
  const sending = alice.sendMessage(one!)
  expect((await alice.cancelSend(one!)).data).toEqual({ message: one, mayHaveArrived: false })
  await expect(sending).rejects.toMatchObject({ code: 2990 })
  const controller = new AbortController()
  const other = alice.with({ signal: controller.signal }).sendMessage(two!)
  controller.abort()
  await expect(other).rejects.toMatchObject({ code: 2990 })
  await expect.poll(() => [one!.status, two!.status]).toEqual(['fail', 'fail'])
  await alice.resendMessage(one!)
  expect((await seen(one!)).payload).toMatchObject({ fileName: 'big.bin', fileSize: 200_000 })
  expect(bob.findMessage(two!.ID)).toBe(null)
})
