import { describe, expect, test } from 'vitest'
import { METHOD_NAMES } from '../test/surface.ts'
import { outcome, text, World } from '../test/world.ts'
import type { Chat } from './chat.ts'
import { ABSENT } from './methods/absent.ts'
import { LifecycleMethods } from './methods/lifecycle.ts'
import { TSignaling } from './signaling/constants.ts'

/** Beside the official methods. */
const OURS = ['cancelSend', 'getUnsentMessages', 'once', 'use', 'with']

describe('the surface', () => {
  test('all 148 methods of the official SDK are there, and of our own no more than are listed here', () => {
    const { chat } = new World().client()
    expect(METHOD_NAMES).toHaveLength(148)
    expect(Object.keys(chat).sort()).toEqual([...METHOD_NAMES, ...OURS].sort())
    for (const method of Object.values(chat)) expect(method).toBeTypeOf('function')
  })

  test('TSignaling has the official names and values, all of them and no other', () => {
    expect(TSignaling).toEqual({
      NEW_INVITATION_RECEIVED: 'newInvitationReceived',
      INVITEE_ACCEPTED: 'ts_invitee_accepted',
      INVITEE_REJECTED: 'ts_invitee_rejected',
      INVITATION_CANCELLED: 'ts_invitation_cancelled',
      INVITATION_TIMEOUT: 'ts_invitation_timeout',
      INVITATION_MODIFIED: 'ts_invitation_modified',
      ACTION_TYPE_UNKNOWN: 0,
      ACTION_TYPE_INVITE: 1,
      ACTION_TYPE_CANCEL_INVITE: 2,
      ACTION_TYPE_ACCEPT_INVITE: 3,
      ACTION_TYPE_REJECT_INVITE: 4,
      ACTION_TYPE_INVITE_TIMEOUT: 5,
    })
  })

  test('a method works when it is taken out of the object', async () => {
    const { chat } = await new World().ready('alice')
    const { getLoginUser, isReady } = chat
    expect([getLoginUser(), isReady()]).toEqual(['alice', true])
  })

  test.each(Object.keys(ABSENT))('%s says that the server has no part for it', async (name) => {
    const { chat } = new World().client()
    const call = chat[name as keyof typeof ABSENT] as (options: object) => Promise<unknown>
    await expect(call({})).rejects.toMatchObject({ code: 3122, name: 'NOT_AVAILABLE' })
  })

  test('whatever a method is given, what goes wrong is an error with a code', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const others = METHOD_NAMES.filter((name) => !Object.hasOwn(LifecycleMethods.prototype, name))
    const strange: string[] = []
    for (const name of others) {
      for (const given of [undefined, null, 7, 'x', {}, []]) {
        const call = async (): Promise<unknown> => (chat[name as keyof Chat] as (given: unknown) => unknown)(given)
        const called = outcome(call())
        await world.clock.advance(15_000)
        const came = await called
        if ('error' in came && typeof came.error.code !== 'number') strange.push(`${name}(${JSON.stringify(given)})`)
      }
    }
    expect(strange).toEqual([])
    expect(chat.getSignalingInfo(undefined as never)).toBeNull()
  })

  test('a chat that was destroyed logs in no more', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const gone = chat.destroy()
    await world.clock.advance(50)
    await gone
    await expect(chat.login({ userID: 'alice', userSig: 'ticket' })).rejects.toMatchObject({ code: 2905 })
  })

  const USABLE_BEFORE_LOGIN = new Set([
    ...Object.getOwnPropertyNames(LifecycleMethods.prototype),
    ...Object.keys(ABSENT),
    ...['callExperimentalAPI', 'findMessage', 'getTotalUnreadMessageCount', 'getSignalingInfo', 'with'],
    ...['addSignalingListener', 'removeSignalingListener'],
    // Live rooms can be heard without an account.
    ...['joinGroup', 'quitGroup', 'getGroupOnlineMemberCount'],
  ])
  test.each(METHOD_NAMES.filter((name) => !USABLE_BEFORE_LOGIN.has(name)))(
    '%s before login is refused',
    async (name) => {
      const { chat } = new World().client()
      const refused = await outcome(
        Promise.resolve().then(() =>
          (chat as unknown as Record<string, (...input: unknown[]) => unknown>)[name]!({}, {}),
        ),
      )
      expect(refused).toMatchObject({ error: { code: 2024 } })
    },
  )
})

describe('what the official kits ask for', () => {
  test('canIUseModule answers at once, abilities and statistics with a promise, anything else is refused', async () => {
    const { chat } = new World().client()
    expect(chat.callExperimentalAPI('canIUseModule', 'x')).toBe(true)
    const enabled = async (ability: number) =>
      (await chat.callExperimentalAPI('isCommercialAbilityEnabled', ability)).data.enabled
    expect([await enabled(2 ** 5), await enabled(2 ** 48), await enabled(2 ** 38)]).toEqual([true, true, false])
    await chat.callExperimentalAPI('statTUIKeyFeatures', { code: 1 })
    await expect(chat.callExperimentalAPI('somethingElse', {})).rejects.toMatchObject({ code: 2905 })
  })

  test('plugins are accepted and ignored', () => {
    const { chat } = new World().client()
    expect(chat.registerPlugin({ 'tim-upload-plugin': class {} })).toBeUndefined()
    expect(chat.use([{}], [{}])).toBeUndefined()
  })
})

describe('limits on calls', () => {
  test('a call that takes too long rejects with 2801, one that is abandoned with 2990', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    world.network.weather.isSilent = true
    const slow = outcome(chat.with({ timeout: 100 }).sendMessage(text(chat, 'bob', 'hi')))
    const controller = new AbortController()
    const abandoned = outcome(chat.with({ signal: controller.signal }).getMessageList({ conversationID: 'C2Cbob' }))
    controller.abort(new Error('page closed'))
    expect(await abandoned).toMatchObject({ error: { code: 2990, cause: { message: 'page closed' } } })
    await world.clock.advance(101)
    expect(await slow).toMatchObject({ error: { code: 2801, retryable: true } })
    const late = outcome(chat.with({ signal: controller.signal }).getConversationList())
    expect(await late).toMatchObject({ error: { code: 2990 } })
  })

  test('what comes back in time is what the call gives', async () => {
    const world = new World()
    const { chat } = await world.ready('alice')
    const limited = chat.with({ timeout: 1_000 }).with({ signal: new AbortController().signal })
    expect(limited.getLoginUser()).toBe('alice')
    expect((await limited.getConversationList()).data.conversationList).toEqual([])
  })
})
