import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bubbles, type ChatWorld, chatWorld, chromiumPath, say, skipped, talkTo } from './chat-world.ts'
import { shows } from './shows.ts'

describe.skipIf(chromiumPath === undefined)(`when the connection or the login ends${skipped}`, () => {
  let world: ChatWorld
  let alice: Page
  let bob: Page

  beforeAll(async () => {
    world = await chatWorld()
    ;[alice, bob] = [await world.open('alice'), await world.open('bob')]
    await talkTo(alice, 'C2Cbob')
    await talkTo(bob, 'C2Calice')
  }, 90_000)
  afterAll(() => world[Symbol.asyncDispose]())
  afterEach(() => expect(world.trouble).toEqual([]))

  it('a restart of the server is told, and what was written meanwhile arrives once', async () => {
    await say(alice, 'before')
    await shows(() => bubbles(bob)).toEqual(['before'])
    await world.restart(async () => {
      await alice.getByText(/Next try in \d+ s/).waitFor()
      await say(alice, 'meanwhile')
      await alice.locator('.message', { hasText: 'meanwhile' }).getByRole('img', { name: 'Sending' }).waitFor()
      await alice.getByRole('button', { name: 'Try now' }).click()
    })
    await shows(() => bubbles(bob)).toEqual(['before', 'meanwhile'])
    await say(bob, 'after')
    await shows(() => bubbles(alice)).toEqual(['before', 'meanwhile', 'after'])
    await shows(() => alice.locator('.net-banner').count()).toBe(0)
    expect(await bubbles(bob)).toEqual(['before', 'meanwhile', 'after'])
  }, 60_000)

  it('a window that is loaded again is still the same user, in the same conversation', async () => {
    await alice.reload()
    await shows(() => bubbles(alice)).toEqual(['before', 'meanwhile', 'after'])
  }, 60_000)

  it('who is signed out by the application reads why, and signs in again', async () => {
    const { sdkAppId } = world.server.demoApp!
    await world.server.im.kick(sdkAppId, 'alice')
    await alice.getByRole('dialog', { name: 'You have been signed out' }).waitFor()
    await alice.getByText('The application has ended your session.').waitFor()
    await alice.keyboard.press('Escape')
    expect(await alice.getByRole('dialog').isVisible()).toBe(true)
    // A ticket of the second in which the application ended the session is refused with it.
    await alice.waitForTimeout(1_100)
    await alice.getByRole('button', { name: 'Sign in again' }).click()
    await shows(() => bubbles(alice)).toEqual(['before', 'meanwhile', 'after'])
    await say(alice, 'back again')
    await shows(() => bubbles(bob)).toContain('back again')
  }, 60_000)

  it('who signs out is forgotten by the window', async () => {
    await alice.getByRole('button', { name: 'Your account' }).click()
    await alice.getByRole('menuitem', { name: 'Sign out' }).click()
    await alice.getByRole('button', { name: 'Continue as Alice' }).waitFor()
    await alice.reload()
    await alice.getByRole('button', { name: 'Continue as Alice' }).waitFor()
    expect(await alice.evaluate(() => JSON.stringify(sessionStorage))).toBe('{}')
  }, 60_000)
})
