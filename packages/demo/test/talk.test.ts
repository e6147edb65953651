import { crc32, deflateSync } from 'node:zlib'
import { TYPES } from '@signet/chat'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bubbles, type ChatWorld, chatWorld, choose, chromiumPath, say, skipped, talkTo } from './chat-world.ts'
import { shows } from './shows.ts'

describe.skipIf(chromiumPath === undefined)(`two windows talk${skipped}`, () => {
  let world: ChatWorld
  let alice: Page
  let bob: Page

  beforeAll(async () => {
    world = await chatWorld()
  }, 90_000)
  afterAll(() => world[Symbol.asyncDispose]())
  afterEach(() => expect(world.trouble).toEqual([]))

  it('a newcomer picks who they are in two windows, and talks', async () => {
    alice = await world.open('alice', { hash: '' })
    await alice.getByRole('button', { name: 'Continue as Alice' }).click()
    await alice.locator('.workspace').waitFor()
    await alice.getByRole('button', { name: 'New chat' }).click()
    await alice.getByRole('button', { name: 'Bob' }).click()
    await alice.getByText('bob has never signed in').waitFor()
    expect(await alice.getByRole('link', { name: 'Open a window as bob' }).getAttribute('href')).toBe(
      `${world.url}/chat/#/as/bob`,
    )
    bob = await world.open('bob')
    await shows(() => bob.locator('.own-name').innerText()).toContain('Bob')
    await alice.getByRole('button', { name: 'Bob' }).click()
    await say(alice, 'Hi Bob')
    await bob.locator('.conversation', { hasText: 'Alice' }).locator('.badge').waitFor()
    expect(await bob.title()).toMatch(/^\(1\) bob/)
    await bob.locator('.conversation-link').click()
    await shows(() => bubbles(bob)).toEqual(['Hi Bob'])
    await alice.locator('.message-foot .is-read').waitFor()
    await shows(() => bob.locator('.badge').count()).toBe(0)
    await bob.locator('.composer-text').pressSequentially('Hi A')
    await alice.getByText('is typing').waitFor()
    await say(bob, 'Hi Alice')
    await shows(() => bubbles(alice)).toEqual(['Hi Bob', 'Hi Alice'])
    await shows(() => alice.locator('.thread-head').innerText()).toContain('online')
  }, 60_000)

  it('a message is answered, reacted to, edited and taken back, and both see it', async () => {
    await choose(bob, 'Hi Bob', 'Reply')
    await say(bob, 'an answer')
    await alice.locator('.quote', { hasText: 'Hi Bob' }).waitFor()
    await choose(bob, 'Hi Bob', 'React with ❤️')
    await alice.getByRole('button', { name: '❤️ 1' }).waitFor()
    await alice.getByRole('button', { name: '❤️ 1' }).click()
    await bob.getByRole('button', { name: '❤️ 2' }).waitFor()

    await alice.locator('.composer-text').fill('half a thought')
    await choose(alice, 'Hi Bob', 'Edit')
    expect(await alice.locator('.composer-text').inputValue()).toBe('Hi Bob')
    await say(alice, 'Hello Bob')
    await bob.locator('.bubble', { hasText: 'Hello Bob' }).waitFor()
    await bob.getByText('edited', { exact: true }).waitFor()
    await shows(() => alice.locator('.composer-text').inputValue()).toBe('half a thought')

    await choose(alice, 'Hello Bob', 'Recall')
    await bob.getByText('Alice recalled a message').waitFor()
    await bob.locator('.quote', { hasText: 'This message was recalled' }).waitFor()
    await shows(() => bubbles(bob)).toEqual(['Hi Alice', 'an answer'])
    await choose(alice, 'an answer', 'Delete for me')
    await shows(() => bubbles(alice)).toEqual(['Hi Alice'])
    expect(await bubbles(bob)).toEqual(['Hi Alice', 'an answer'])
  }, 60_000)

  it('what was not sent stays as a draft; conversations are pinned, muted, searched and deleted', async () => {
    const carol = await world.open('carol')
    await talkTo(carol, 'C2Calice')
    await say(carol, 'a needle in a haystack')
    const line = alice.locator('.conversation', { hasText: 'Carol' })
    await line.locator('.badge').waitFor()
    await line.locator('.conversation-link').click()
    await alice.locator('.unread-line').waitFor()
    await alice.locator('.conversation', { hasText: 'Draft: half a thought' }).waitFor()

    const bobLine = alice.locator('.conversation', { hasText: 'Bob' })
    for (const item of ['Pin to the top', 'Mute notifications']) {
      await bobLine.hover()
      await bobLine.getByRole('button', { name: 'More about Bob' }).click()
      await alice.getByRole('menuitem', { name: item }).click()
    }
    await shows(() => alice.locator('.conversation-name').allInnerTexts()).toEqual(['Bob', 'Carol'])
    await bobLine.getByRole('img', { name: 'Muted' }).waitFor()

    await alice.getByLabel('Search people and messages').fill('NEEDLE')
    await alice.locator('.found-messages a').click()
    await alice.locator('.message.sought', { hasText: 'needle' }).waitFor()
    await alice.keyboard.press('Escape')
    await alice.getByLabel('Search people and messages').fill('')

    await line.click({ button: 'right' })
    await alice.getByRole('menuitem', { name: 'Delete' }).click()
    await alice.getByRole('button', { name: 'Delete' }).click()
    await alice.getByText('Pick a conversation').waitFor()
    await shows(() => line.count()).toBe(0)
    await carol.context().close()
  }, 60_000)

  it('pictures and files are sent with their progress, shown, opened, and an upload can be ended', async () => {
    await talkTo(alice, 'C2Cbob')
    await alice.getByTestId('images').setInputFiles({ name: 'sky.png', mimeType: 'image/png', buffer: png(80, 60) })
    const image = bob.locator('.image img')
    await image.waitFor()
    await shows(() => image.evaluate((img: HTMLImageElement) => [img.complete, img.naturalWidth > 0])).toEqual([
      true,
      true,
    ])
    expect(await image.getAttribute('src')).toContain(`${world.url}/files/`)
    await bob.getByRole('button', { name: 'Open the image' }).click()
    await bob.locator('.image-full').waitFor()
    await bob.keyboard.press('Escape')
    await shows(() => bob.locator('dialog').count()).toBe(0)

    const plan = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('twelve bytes') }
    await alice.getByTestId('files').setInputFiles(plan)
    const link = bob.getByRole('link', { name: 'Download plan.txt' })
    const [download] = await Promise.all([bob.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toBe('plan.txt')

    // The upload stands still until it is ended.
    await alice.route('**/files', () => {})
    await alice.getByTestId('files').setInputFiles({ ...plan, name: 'never.txt' })
    const mine = alice.locator('.message', { hasText: 'never.txt' })
    await mine.getByRole('button', { name: 'Cancel the upload' }).click()
    await mine.getByText('Cancelled').waitFor()
    await alice.unroute('**/files')
    await mine.getByRole('button', { name: 'Send again' }).click()
    await bob.getByRole('link', { name: 'Download never.txt' }).waitFor()
  }, 60_000)

  it('a long conversation is paged without a jump, and drawn around what is seen', async () => {
    await using dave = await world.client('dave')
    const write = (text: string) =>
      dave.chat.sendMessage(
        dave.chat.createTextMessage({ to: 'bob', conversationType: TYPES.CONV_C2C, payload: { text } }),
      )
    for (let n = 1; n <= 200; n++) await write(`line ${n}`)
    const window = await world.open('bob')
    await talkTo(window, 'C2Cdave')
    await window.locator('.bubble', { hasText: 'line 200' }).waitFor()
    const list = window.locator('.messages')
    await shows(() => list.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)).toBeLessThan(3)
    const jumps: number[] = []
    for (let steps = 0; steps < 12 && !(await window.getByText('This is the beginning').isVisible()); steps++) {
      jumps.push(
        await list.evaluate(async (box) => {
          box.scrollTop = Math.max(0, box.scrollTop - 300)
          await new Promise((done) => setTimeout(done, 30))
          const edge = box.getBoundingClientRect().top
          const row = [...box.querySelectorAll('.message')].find((one) => one.getBoundingClientRect().top > edge + 60)!
          const before = row.getBoundingClientRect().top
          await new Promise((done) => setTimeout(done, 250))
          return Math.abs(row.getBoundingClientRect().top - before)
        }),
      )
    }
    expect(Math.max(...jumps)).toBeLessThan(2)
    for (let pages = 0; pages < 30 && !(await window.getByText('This is the beginning').isVisible()); pages++) {
      await list.evaluate((box) => box.scrollTo(0, 0))
      await window.waitForTimeout(100)
    }
    await shows(() => window.locator('.bubble').getByText('line 1', { exact: true }).count()).toBe(1)
    // What is far away is a gap of its height, and is there again for who comes back.
    await shows(() => window.locator('.bubble').count()).toBeLessThan(150)
    await window.locator('.messages').focus()
    await window.keyboard.press('End')
    await window.locator('.message:focus', { hasText: 'line 200' }).waitFor()
    await window.keyboard.press('Home')
    await window.locator('.message:focus', { hasText: 'line 1' }).waitFor()
    await write('newest')
    await window.getByRole('button', { name: '1 new message' }).click()
    await window.locator('.bubble', { hasText: 'newest' }).waitFor()
    await window.context().close()
  }, 90_000)
})

/** A picture of one colour, as small as a PNG is. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.from(type)
    const sums = Buffer.alloc(8)
    sums.writeUInt32BE(data.length, 0)
    sums.writeUInt32BE(crc32(Buffer.concat([head, data])), 4)
    return Buffer.concat([sums.subarray(0, 4), head, data, sums.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const pixels = deflateSync(Buffer.alloc((width * 3 + 1) * height, 120))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}
