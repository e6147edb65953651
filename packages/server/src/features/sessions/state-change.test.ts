import { CLOSE } from '@signet/protocol/realtime/frames'
import { describe, expect, it } from 'vitest'
import type { Identity, Session } from '../../engine/realtime/session.ts'
import { REPLACED } from './rules.ts'
import { endOf, loginOf } from './state-change.ts'
import { tellStateChange } from './state-hook.ts'

const identity: Identity = {
  sdkAppId: 7,
  userId: 'alice',
  tinyId: '1',
  keyId: 'k',
  expiresAt: 9e12,
  platform: 'iPhone',
  instance: '',
  since: 1,
}
const session = (ending?: Session['ending']) => ({ ip: '192.0.2.7', ending }) as Session

describe('[SES20] what an application hears of a session', () => {
  it.each([
    ['the client logged out', { code: CLOSE.loggedOut, reason: 'logged out' }, 'Logout', 'Unregister'],
    ['the connection was lost', undefined, 'Disconnect', 'LinkClose'],
    ['nothing was heard any more', { code: CLOSE.idle, reason: 'nothing heard' }, 'Disconnect', 'TimeOut'],
    ['the server leaves', { code: CLOSE.leaving, reason: 'leaving' }, 'Disconnect', 'LinkClose'],
    ['an administrator ended it', { code: CLOSE.kicked, reason: 'REST_API_Kick' }, 'Logout', 'Unregister'],
    ['its ticket expired', { code: CLOSE.kicked, reason: 'userSigExpired' }, 'Logout', 'Unregister'],
  ])('when %s', (_, ending, action, reason) => {
    expect(endOf(session(ending), identity)).toMatchObject({ action, reason, userId: 'alice', kicked: [] })
  })

  it.each(['multipleAccount', 'multipleDevice', REPLACED])('is in the login that took its place: %s', (reason) => {
    expect(endOf(session({ code: CLOSE.kicked, reason }), identity)).toBeUndefined()
  })

  it('is nothing of one whose login failed at its last step', () => {
    const ending = { code: CLOSE.loginRequired, reason: 'the login failed' }
    expect(endOf(session(ending), identity)).toBeUndefined()
  })

  it('is told with the platforms that a login ended, to who wants to hear of it only', async () => {
    const told: unknown[] = []
    const hook = (isWanted: boolean) =>
      tellStateChange(
        { wants: async () => isWanted, tell: async (...event) => void told.push(event) },
        () => 5,
        (error) => told.push(error),
      )
    hook(false)(loginOf(session(), identity, []))
    hook(true)(loginOf(session(), identity, ['Web', 'iPhone']))
    await new Promise((resolve) => setTimeout(resolve))
    expect(told).toEqual([
      [
        7,
        {
          command: 'State.StateChange',
          body: {
            EventTime: 5,
            Info: { Action: 'Login', To_Account: 'alice', Reason: 'Register' },
            KickedDevice: [{ Platform: 'Web' }, { Platform: 'iOS' }],
          },
          lane: 'user alice',
          origin: { ip: '192.0.2.7', platform: 'iPhone' },
        },
      ],
    ])
  })

  it('never harms a login when it cannot be stored', async () => {
    const failures: unknown[] = []
    const tell = tellStateChange(
      { wants: async () => true, tell: () => Promise.reject(new Error('disk full')) },
      () => 5,
      (error) => failures.push(error),
    )
    tell(loginOf(session(), identity, []))
    await new Promise((resolve) => setTimeout(resolve))
    expect(failures).toHaveLength(1)
  })
})
