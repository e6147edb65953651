import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bubbles, type ChatWorld, chatWorld, choose, chromiumPath, say, skipped, talkTo } from './chat-world.ts'
import { shows } from './shows.ts'

describe.skipIf(chromiumPath === undefined)(`groups and live rooms${skipped}`, () => {
  let world: ChatWorld
  let alice: Page
  let bob: Page
  let carol: Page
  let groupID: string

  beforeAll(async () => {
    world = await chatWorld()
    ;[alice, bob, carol] = [await world.open('alice'), await world.open('bob'), await world.open('carol')]
    await talkTo(alice, 'C2Cbob')
  }, 90_000)
  afterAll(() => world[Symbol.asyncDispose]())
  afterEach(() => expect(world.trouble).toEqual([]))

  const start = async (page: Page, item: string): Promise<void> => {
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const onMember = async (name: string, item: string): Promise<void> => {
    await alice.getByRole('button', { name: `Actions for ${name}` }).click()
    await alice.getByRole('menuitem', { name: item }).click()
  }

  it('a group is made with its people, who are told, named, and counted as readers', async () => {
    await start(alice, 'New group')
    await alice.getByRole('button', { name: 'Create' }).click()
    await alice.getByText('Give it a name.').waitFor()
    await alice.getByLabel('Name').fill('Team')
    await alice.getByText('Public group').click()
    await alice.getByLabel('UserIDs, separated').fill('bob')
    await alice.getByRole('button', { name: 'Create' }).click()
    await alice.getByText('2 members').waitFor()
    groupID = decodeURIComponent(alice.url().split('#/c/')[1]!).slice('GROUP'.length)
    await bob.getByText('You are in Team now').waitFor()

    await alice.locator('.composer-text').pressSequentially('Ready @bo')
    await alice.getByRole('option', { name: 'Bob' }).waitFor()
    await alice.keyboard.press('Enter')
    await alice.keyboard.type('?')
    await alice.keyboard.press('Enter')
    await bob.locator('.conversation', { hasText: 'Team' }).getByText('@you').waitFor()
    await alice.getByRole('button', { name: 'Read by 0 of 1' }).waitFor()
    await bob.locator('.conversation-link', { hasText: 'Team' }).click()
    await alice.getByRole('button', { name: 'Read by 1 of 1' }).click()
    await alice.getByText('Read (1)').waitFor()
    await alice.getByText('Not yet (0)').waitFor()
    await alice.keyboard.press('Escape')
  }, 60_000)

  it('who asks to come in is let in, and the owner manages the group', async () => {
    await start(carol, 'Join by ID')
    await carol.getByLabel('Group ID').fill(groupID)
    await carol.getByRole('button', { name: 'Join' }).click()
    await carol.getByText('Your request was sent').waitFor()
    await alice.getByText('wants to join').waitFor()
    await alice.getByRole('button', { name: 'Details of the group' }).click()
    await alice.getByRole('button', { name: 'Accept' }).click()
    await alice.getByText('Members (3)').waitFor()
    await carol.locator('.conversation-link', { hasText: 'Team' }).click()

    await alice.getByRole('button', { name: 'Edit: Notice' }).click()
    await alice.getByLabel('Notice').fill('No meetings on Fridays')
    await alice.getByRole('button', { name: 'Save' }).click()
    await bob.locator('.notice', { hasText: 'No meetings on Fridays' }).waitFor()

    await onMember('Bob', 'Make administrator')
    await alice.locator('.member', { hasText: 'Bob' }).getByText('Admin').waitFor()
    await bob.locator('.tip', { hasText: 'Alice made Bob an administrator' }).waitFor()
    await bob.locator('.conversation-preview', { hasText: 'Alice made Bob an administrator' }).waitFor()
    await onMember('Carol', 'Mute for 10 minutes')
    await carol.getByText('You have been muted here.').waitFor()
    await onMember('Carol', 'Let speak again')
    await carol.locator('.composer-text').waitFor()
    await alice.getByRole('switch', { name: 'Only administrators can write' }).click()
    await carol.getByText('Everybody is muted').waitFor()
    await say(bob, 'administrators may')
    await shows(() => bubbles(carol)).toContain('administrators may')
    await alice.getByRole('switch', { name: 'Only administrators can write' }).click()
    await say(carol, 'and now I may')
    await choose(bob, 'and now I may', 'Recall')
    await carol.getByText('Bob recalled a message').waitFor()
  }, 60_000)

  it('members leave in all three ways, and a new owner ends the group', async () => {
    await onMember('Carol', 'Remove from the group')
    await alice.getByRole('button', { name: 'Remove from the group' }).click()
    await carol.getByText('You were removed from Team').waitFor()
    await carol.getByText('You are no longer in this group.').waitFor()
    await onMember('Bob', 'Hand the group over')
    await alice.getByRole('button', { name: 'Hand the group over' }).click()
    await alice.getByRole('button', { name: 'Leave the group' }).waitFor()
    await alice.getByRole('button', { name: 'Leave the group' }).click()
    await alice.getByRole('dialog').getByRole('button', { name: 'Leave the group' }).click()
    await alice.getByText('Pick a conversation').waitFor()
    await bob.getByRole('button', { name: 'Details of the group' }).click()
    await bob.getByRole('button', { name: 'Dissolve the group' }).click()
    await bob.getByRole('dialog').getByRole('button', { name: 'Dissolve the group' }).click()
    await bob.getByText('Pick a conversation').waitFor()
  }, 60_000)

  it('a live room counts its viewers, comments fly, guests watch, and the host ends it', async () => {
    await start(alice, 'New live room')
    await alice.locator('input:focus').fill('Launch')
    await alice.getByRole('button', { name: 'Go live' }).click()
    await alice.locator('.room').waitFor()
    await alice.getByText('1 viewer', { exact: true }).waitFor()
    await alice.getByRole('button', { name: 'Copy the link for viewers' }).click()
    const link = await alice.evaluate(() => navigator.clipboard.readText())
    const room = decodeURIComponent(link.split('/').at(-1)!)
    expect(link).toBe(`${world.url}/chat/#/watch/${world.server.demoApp!.sdkAppId}/${encodeURIComponent(room)}`)
    const guest = await world.open('guest', { hash: new URL(link).hash.slice(1) })
    await guest.getByText('2 viewers').waitFor()
    await bob.goto(`${world.url}/chat/#/join/${encodeURIComponent(room)}`)
    await bob.getByRole('button', { name: 'Join' }).click()
    await bob.getByText('3 viewers').waitFor()

    // Who wants less motion has the comments beside the stage, until they say otherwise.
    await bob.getByRole('button', { name: 'Flying comments' }).click()
    await alice.getByLabel('Say something').fill('Here we go')
    await alice.keyboard.press('Enter')
    await bob.locator('.flight', { hasText: 'Here we go' }).waitFor({ state: 'attached' })
    await bob.locator('.comment', { hasText: 'Here we go' }).getByText('Host').waitFor()
    expect(await alice.locator('.flight').count()).toBe(0)
    await guest.locator('.comment', { hasText: 'Here we go' }).waitFor()
    await bob.getByRole('button', { name: 'Send a heart' }).click()
    await guest.locator('.comment', { hasText: '❤️' }).waitFor()

    await bob.getByRole('button', { name: 'Leave the room' }).click()
    await guest.getByText('2 viewers').waitFor()
    await alice.getByRole('button', { name: 'End the stream' }).click()
    await alice.getByRole('dialog').getByRole('button', { name: 'End the stream' }).click()
    await guest.getByText('The stream has ended').waitFor()
    await guest.context().close()
    // Nothing is kept of a room: who leaves it has no line of it.
    await alice.getByRole('button', { name: 'Leave the room' }).click()
    await shows(() => alice.locator('.conversation', { hasText: 'Launch' }).count()).toBe(0)
  }, 60_000)
})
