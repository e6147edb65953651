/** What the pictures of the chat show: people of a small team, as they would talk. */
import { type Chat, TYPES } from '@signet/chat'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { type ChatWorld, say, talkTo, type WindowOptions } from '../../packages/demo/test/chat-world.ts'

async function enter(world: ChatWorld, userID: string, nick: string): Promise<Chat> {
  const { chat } = await world.client(userID)
  await chat.updateMyProfile({ nick })
  return chat
}

async function write(chat: Chat, to: string, text: string, conversationType = TYPES.CONV_C2C as 'C2C' | 'GROUP') {
  const needReadReceipt = conversationType === TYPES.CONV_GROUP
  const message = chat.createTextMessage({ to, conversationType, payload: { text }, needReadReceipt })
  return (await chat.sendMessage(message)).data.message
}

/** A landscape that belongs to nobody. */
const picture = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400">
      <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#f9d8a7"/><stop offset="1" stop-color="#e98f6b"/></linearGradient></defs>
      <rect width="640" height="400" fill="url(#sky)"/><circle cx="450" cy="150" r="52" fill="#fff3d6"/>
      <path d="M0 290 150 160 270 260 390 130 560 280 640 220V400H0z" fill="#7d5a6b"/>
      <path d="M0 340 180 250 330 340 470 270 640 350V400H0z" fill="#3d3a52"/></svg>`),
  )
    .png()
    .toBuffer()

/** A group in the middle of its work, as Alice sees it. */
export async function showTeam(world: ChatWorld, options: WindowOptions): Promise<Page> {
  const [bob, carol, dave] = [
    await enter(world, 'bob', 'Bob'),
    await enter(world, 'carol', 'Carol'),
    await enter(world, 'dave', 'Dave'),
  ]
  const page = await world.open('alice', { ...options, width: 1280 })
  await write(dave, 'alice', 'Lunch at noon?')
  await write(carol, 'alice', 'The designs are in the folder now.')
  await write(carol, 'alice', 'Tell me what you think!')
  await write(bob, 'alice', 'Thanks, that helped a lot')
  const { data } = await bob.createGroup({
    name: 'Launch team',
    type: TYPES.GRP_PUBLIC,
    notification: 'Release on Thursday at ten. Notes go to the wiki.',
    memberList: ['alice', 'carol', 'dave'].map((userID) => ({ userID })),
  })
  const { groupID } = data.group
  const conversationType = TYPES.CONV_GROUP
  await write(bob, groupID, 'Good morning! Here is the view from the office today.', 'GROUP')
  const file = new File([new Uint8Array(await picture())], 'office.png', { type: 'image/png' })
  await bob.sendMessage(bob.createImageMessage({ to: groupID, conversationType, payload: { file } }))
  const question = await write(carol, groupID, 'Beautiful. Is the release still on for Thursday?', 'GROUP')
  await talkTo(page, `GROUP${groupID}`)
  await page.locator('.image img').waitFor()
  await write(dave, groupID, '是的，一切就绪。', 'GROUP')
  const row = page.locator('.message', { hasText: 'still on for Thursday' })
  await row.hover()
  await row.locator('.message-more').click()
  await page.getByRole('menuitem', { name: 'Reply' }).click()
  await say(page, 'Yes! All tests are green, the notes are written.')
  for (const chat of [bob, dave]) await chat.addMessageReaction(question, '❤️')
  await page.getByRole('button', { name: '❤️ 2' }).waitFor()
  for (const chat of [bob, carol]) {
    const list = (await chat.getMessageList({ conversationID: `GROUP${groupID}` })).data.messageList
    await chat.sendMessageReadReceipt(list.filter(({ flow, needReadReceipt }) => flow === 'in' && needReadReceipt))
  }
  await page.getByRole('button', { name: 'Read by 2 of 3' }).waitFor()
  await page.setViewportSize({ width: options.width ?? 1280, height: 800 })
  await page.mouse.move(0, 0)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.locator('.toast').first().waitFor({ state: 'detached' })
  return page
}

/** A live room with comments on their way over the stage. */
export async function showRoom(world: ChatWorld): Promise<Page> {
  const people = [
    await enter(world, 'bob', 'Bob'),
    await enter(world, 'carol', 'Carol'),
    await enter(world, 'dave', 'Dave'),
  ]
  const page = await world.open('alice')
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.locator('.own-name', { hasText: 'Alice' }).waitFor()
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: 'New live room' }).click()
  await page.getByLabel('Name').fill('Launch day, live')
  await page.getByRole('button', { name: 'Go live' }).click()
  await page.getByText('1 viewer', { exact: true }).waitFor()
  const groupID = decodeURIComponent(page.url().split('#/c/')[1]!).slice('GROUP'.length)
  for (const chat of people) await chat.joinGroup({ groupID })
  await page.getByText('4 viewers').waitFor()
  const said = [
    'Hello from Lisbon!',
    '来了来了',
    'So excited for this',
    '主播好！',
    'What a day ❤️',
    '前排围观',
    'Can everybody hear it?',
  ]
  for (const [index, text] of said.entries()) {
    await write(people[index % people.length]!, groupID, text, 'GROUP')
    await page.waitForTimeout(450)
  }
  await page.waitForTimeout(900)
  return page
}
